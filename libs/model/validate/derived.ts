import type { ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { cycles } from './cycles.js';
import { fault, type Steps, unless } from './fault.js';

export function derivedFaults({ derived = {} }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const faults = Object.entries(derived).flatMap(([name, { any_of: lists }]) => {
    const home = vocabulary.permissions.get(name);
    const at = ['derived', name];
    return [
      ...unless(
        home === undefined,
        at,
        `is also a permission of facet ${quoted(home ?? '')}, rename one of the two`,
      ),
      ...lists.flatMap((list, index) => listFaults(vocabulary, list, [...at, 'any_of', index])),
    ];
  });
  const graph = new Map(Object.entries(derived).map(([name, { any_of: lists }]) => [name, lists.flat()]));
  const circles = cycles(graph).map(([first, ...others]) =>
    fault(
      ['derived', first, 'any_of'],
      `needs itself by way of ${listed([...others, first])}, take one of them out`,
    ),
  );
  return [...faults, ...circles];
}

function listFaults(vocabulary: DocumentVocabulary, list: readonly string[], at: Steps): Fault[] {
  const unknown = list.flatMap((name, index) =>
    unless(vocabulary.knowsPermission(name), [...at, index], `there is no permission ${quoted(name)}`),
  );
  if (unknown.length > 0) return unknown;
  const meet = [...vocabulary.types.keys()].some((type) =>
    list.every((name) => vocabulary.applies(name, type)),
  );
  return unless(
    meet,
    at,
    `${listed(list)} never apply to one resource together, so this list allows nothing`,
  );
}
