import { type Document, isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
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

/** Where in the text the steps lead, as far as they can be followed; from there on the place is the last one found. */
export function offsetOf(document: Document.Parsed, steps: readonly string[]): number | undefined {
  let offset: number | undefined;
  let node: unknown = document.contents;
  for (const step of [undefined, ...steps]) {
    if (isAlias(node)) node = node.resolve(document);
    if (step !== undefined) {
      const item: unknown = isSeq(node)
        ? node.items[Number(step)]
        : isMap(node)
          ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step)
          : undefined;
      if (item === undefined) break;
      node = isPair(item) ? item.value : item;
      const place = isPair(item) ? item.key : item;
      if (isScalar(place) || isMap(place) || isSeq(place) || isAlias(place))
        offset = place.range?.[0] ?? offset;
    } else if (isScalar(node) || isMap(node) || isSeq(node)) {
      offset = node.range?.[0];
    }
  }
  return offset;
}
