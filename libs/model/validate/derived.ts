import type { ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { cycles } from './cycles.js';
import { fault } from './fault.js';

export function derivedFaults({ derived = {} }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const faults = Object.entries(derived).flatMap(([name, { any_of: lists }]) => {
    const home = vocabulary.permissions.get(name);
    return [
      ...(home === undefined
        ? []
        : [fault(['derived', name], `is also a permission of facet ${quoted(home)}, rename one of the two`)]),
      ...lists.flatMap((list, index) => listFaults(vocabulary, list, ['derived', name, 'any_of', index])),
    ];
  });
  const graph = new Map(Object.entries(derived).map(([name, { any_of: lists }]) => [name, lists.flat()]));
  const circles = cycles(graph).map((circle) =>
    fault(
      ['derived', circle[0]!, 'any_of'],
      `needs itself by way of ${listed([...circle.slice(1), circle[0]!])}, take one of them out`,
    ),
  );
  return [...faults, ...circles];
}

function listFaults(
  vocabulary: DocumentVocabulary,
  list: readonly string[],
  at: readonly PropertyKey[],
): Fault[] {
  const unknown = list.flatMap((name, index) =>
    vocabulary.knowsPermission(name) ? [] : [fault([...at, index], `there is no permission ${quoted(name)}`)],
  );
  if (unknown.length > 0) return unknown;
  const meets = [...vocabulary.types.keys()].some((type) =>
    list.every((name) => vocabulary.applies(name, type)),
  );
  return meets
    ? []
    : [fault(at, `${listed(list)} never apply to one resource together, so this list allows nothing`)];
}
