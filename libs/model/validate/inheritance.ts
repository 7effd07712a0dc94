import type { InheritanceDocument, ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary, FacetWords } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { cycles } from './cycles.js';
import { fault, type Steps, unless } from './fault.js';

export function inheritanceFaults({ facets }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const rules = Object.entries(facets).flatMap(([name, { inherit = [] }]) =>
    inherit.flatMap((rule, index) => {
      const at = ['facets', name, 'inherit', index];
      const first = inherit.findIndex(({ from }) => from === rule.from) === index;
      return [
        ...ruleFaults(vocabulary, vocabulary.facets.get(name)!, rule, at),
        ...unless(first, [...at, 'from'], `${quoted(rule.from)} has a map already, write one map for it`),
      ];
    }),
  );
  const circles = circleFaults(facets);
  return [...rules, ...circles, ...(circles.length > 0 ? [] : wayFaults(facets))];
}

function ruleFaults(
  { facets, types }: DocumentVocabulary,
  facet: FacetWords,
  rule: InheritanceDocument,
  at: Steps,
): Fault[] {
  const from = facets.get(rule.from);
  if (from === undefined) {
    const detail = `there is no facet ${quoted(rule.from)}, the facets are ${listed(facets.keys())}`;
    return [fault([...at, 'from'], detail)];
  }
  const under = types.get(facet.type)?.under;
  if (under !== undefined && types.has(from.type) && !under.has(from.type)) {
    const detail = `facet ${quoted(from.name)} lives on ${quoted(from.type)}, which is never the parent of a ${quoted(facet.type)}`;
    return [fault([...at, 'from'], detail)];
  }
  return mapFaults(facet, from, rule.map, [...at, 'map']);
}

function mapFaults(facet: FacetWords, from: FacetWords, map: InheritanceDocument['map'], at: Steps): Fault[] {
  if (map === 'same') {
    const common = [...from.vocabulary].some((word) => word !== '*' && facet.knows(word));
    return unless(common, at, `no level of ${quoted(from.name)} has the same name here, write a map`);
  }
  const [fromLevels, ownLevels] = [listed(from.vocabulary), listed(facet.vocabulary)];
  return Object.entries(map).flatMap(([theirs, own]) => {
    const unknown = `facet ${quoted(from.name)} has no level ${quoted(theirs)}, it has ${fromLevels}`;
    return [
      ...unless(from.knows(theirs), [...at, theirs], unknown),
      ...unless(
        facet.knows(own),
        [...at, theirs],
        `there is no level ${quoted(own)} here, there are ${ownLevels}`,
      ),
    ];
  });
}

type Facets = ModelDocument['facets'];

/** Every step of inheritance leads to the parent resource, so a value never depends on itself; a circle is a slip. */
function circleFaults(facets: Facets): Fault[] {
  const graph = new Map(
    Object.entries(facets).map(([name, { inherit = [] }]) => [
      name,
      inherit.map(({ from }) => from).filter((from) => from !== name),
    ]),
  );
  return cycles(graph).map(([first, ...others]) =>
    fault(
      ['facets', first, 'inherit'],
      `inherits from itself by way of ${listed([...others, first])}, take one of them out`,
    ),
  );
}

/** As deep as a tree of resources may be. */
const depthMax = 32;
const waysMax = 1000;

/** A check follows every way up the tree. Facets of nesting types that inherit from many others multiply the ways. */
function wayFaults(facets: Facets): Fault[] {
  let ways = new Map(Object.keys(facets).map((name) => [name, 1]));
  for (let depth = 1; depth < depthMax; depth += 1) {
    const below = ways;
    const through = ({ from }: InheritanceDocument) => below.get(from) ?? 0;
    ways = new Map(
      Object.entries(facets).map(([name, { inherit = [] }]) => [
        name,
        1 + inherit.reduce((sum, rule) => sum + through(rule), 0),
      ]),
    );
  }
  const detail = `can be inherited in more than ${waysMax} ways in a deep tree, inherit from fewer facets`;
  return Object.keys(facets).flatMap((name) =>
    unless(ways.get(name)! <= waysMax, ['facets', name, 'inherit'], detail),
  );
}
