import type { InheritanceDocument, ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary, FacetWords } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { cycles } from './cycles.js';
import { fault, type Steps } from './fault.js';

export function inheritanceFaults({ facets }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const rules = Object.entries(facets).flatMap(([name, { inherit = [] }]) =>
    inherit.flatMap((rule, index) => [
      ...ruleFaults(vocabulary, vocabulary.facets.get(name)!, rule, ['facets', name, 'inherit', index]),
      ...(inherit.findIndex(({ from }) => from === rule.from) === index
        ? []
        : [
            fault(
              ['facets', name, 'inherit', index, 'from'],
              `${quoted(rule.from)} has a map already, write one map for it`,
            ),
          ]),
    ]),
  );
  return [...rules, ...circleFaults(facets)];
}

function ruleFaults(
  vocabulary: DocumentVocabulary,
  facet: FacetWords,
  rule: InheritanceDocument,
  at: Steps,
): Fault[] {
  const from = vocabulary.facets.get(rule.from);
  if (from === undefined) {
    return [
      fault(
        [...at, 'from'],
        `there is no facet ${quoted(rule.from)}, the facets are ${listed(vocabulary.facets.keys())}`,
      ),
    ];
  }
  const under = vocabulary.types.get(facet.type)?.under;
  if (under !== undefined && vocabulary.types.has(from.type) && !under.has(from.type)) {
    const detail = `facet ${quoted(from.name)} lives on ${quoted(from.type)}, which is never the parent of a ${quoted(facet.type)}`;
    return [fault([...at, 'from'], detail)];
  }
  return mapFaults(facet, from, rule.map, [...at, 'map']);
}

function mapFaults(facet: FacetWords, from: FacetWords, map: InheritanceDocument['map'], at: Steps): Fault[] {
  const levelsHere = `facet ${quoted(facet.name)} has ${listed(facet.vocabulary)}`;
  if (map === 'same') {
    const common = [...from.vocabulary].some((word) => word !== '*' && facet.knows(word));
    return common ? [] : [fault(at, `no level of ${quoted(from.name)} has the same name here, write a map`)];
  }
  return Object.entries(map).flatMap(([theirs, own]) => [
    ...(from.knows(theirs)
      ? []
      : [
          fault(
            [...at, theirs],
            `facet ${quoted(from.name)} has no level ${quoted(theirs)}, it has ${listed(from.vocabulary)}`,
          ),
        ]),
    ...(facet.knows(own) ? [] : [fault([...at, theirs], `there is no level ${quoted(own)}, ${levelsHere}`)]),
  ]);
}

/**
 * Every step of inheritance leads to the parent resource, so a value never depends on itself. But facets that inherit
 * from one another in a circle would double the ways at every step up a tree of one nesting type.
 */
function circleFaults(facets: ModelDocument['facets']): Fault[] {
  const graph = new Map(
    Object.entries(facets).map(([name, { inherit = [] }]) => [
      name,
      inherit.map(({ from }) => from).filter((from) => from !== name),
    ]),
  );
  return cycles(graph).map((circle) =>
    fault(
      ['facets', circle[0]!, 'inherit'],
      `inherits from itself by way of ${listed([...circle.slice(1), circle[0]!])}, take one of them out`,
    ),
  );
}
