import { type Document, isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import { quoted } from '../wording.js';

export type Steps = readonly PropertyKey[];
export type Finding = { readonly steps: Steps; readonly offset: number; readonly detail: string };

/**
 * What YAML allows and a document does not: a key that stands twice, tags, aliases to nowhere. The tree is not deep
 * (`compose` sees to it), and aliases are not followed.
 */
export function inspect(document: Document.Parsed): Finding[] {
  const findings: Finding[] = [];
  const anchors = new Set<string>();
  const visit = (node: unknown, steps: Steps) => {
    if (isAlias(node)) {
      if (anchors.has(node.source)) return;
      const detail = `nothing above has the anchor ${quoted(node.source)}`;
      findings.push({ steps, offset: node.range?.[0] ?? 0, detail });
      return;
    }
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return;
    if (node.anchor !== undefined) anchors.add(node.anchor);
    if (node.tag !== undefined) {
      const detail = `the tag ${quoted(node.tag)} is not taken, write the value without it`;
      findings.push({ steps, offset: node.range?.[0] ?? 0, detail });
    }
    if (isSeq(node)) node.items.forEach((item, index) => visit(item, [...steps, index]));
    if (!isMap(node)) return;
    const keys = new Set<string>();
    for (const { key, value } of node.items) {
      visit(key, steps);
      const name = isScalar(key) ? String(key.value) : '';
      if (isScalar(key) && keys.has(name)) {
        findings.push({
          steps: [...steps, name],
          offset: key.range?.[0] ?? 0,
          detail: `the key ${quoted(name)} stands here twice, keep one`,
        });
      }
      keys.add(name);
      visit(value, [...steps, name]);
    }
  };
  visit(document.contents, []);
  return findings;
}

/** Where in the text the steps lead, or as far as they can be followed. */
export function offsetOf(document: Document.Parsed, steps: readonly string[]): number | undefined {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0];
  for (const step of steps) {
    const found = member(isAlias(node) ? node.resolve(document) : node, step);
    if (found === undefined) break;
    if (isNode(found.place)) offset = found.place.range?.[0] ?? offset;
    node = found.value;
  }
  return offset;
}

/** What stands under a key or at an index; a member of a map has its place at the key. */
function member(
  node: unknown,
  step: string,
): { readonly place: unknown; readonly value: unknown } | undefined {
  if (isSeq(node)) return { place: node.items[Number(step)], value: node.items[Number(step)] };
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
  return pair && { place: pair.key, value: pair.value };
}
