import type { ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { quoted } from '../wording.js';
import { fault, type Steps } from './fault.js';
import { own } from '../own.js';

/** Lines lead from a name that this version lacks to one that it has, or to `drop`. */
export function migrationFaults(
  { migrate = {}, roles = {} }: ModelDocument,
  vocabulary: DocumentVocabulary,
): Fault[] {
  const facets = migrate.facets ?? {};
  const knownRoles = new Set(Object.keys(roles));
  return [
    ...lineFaults(migrate.types ?? {}, vocabulary.types, 'type', ['migrate', 'types']),
    ...lineFaults(facets, vocabulary.facets, 'facet', ['migrate', 'facets']),
    ...lineFaults(migrate.roles ?? {}, knownRoles, 'role', ['migrate', 'roles']),
    ...Object.entries(migrate.levels ?? {}).flatMap(([old, lines]) => {
      const at = ['migrate', 'levels', old];
      const target = own(facets, old) ?? old;
      if (target === 'drop')
        return [fault(at, 'the facet is dropped with all its levels, take these lines out')];
      const facet = vocabulary.facets.get(target);
      if (facet === undefined) {
        return [
          fault(
            at,
            `there is no facet ${quoted(target)} in this version, say under \`migrate.facets\` what becomes of it`,
          ),
        ];
      }
      return lineFaults(lines, new Set(facet.vocabulary), 'level', at);
    }),
  ];
}

function lineFaults(
  lines: Readonly<Record<string, string>>,
  known: { has(name: string): boolean },
  kind: string,
  at: Steps,
): Fault[] {
  return Object.entries(lines).flatMap(([old, name]) => [
    ...(known.has(old)
      ? [fault([...at, old], `this version has the ${kind} ${quoted(old)}, so it needs no line`)]
      : []),
    ...(name === 'drop' || known.has(name)
      ? []
      : [
          fault(
            [...at, old],
            `this version has no ${kind} ${quoted(name)}, name one that it has or write \`drop\``,
          ),
        ]),
  ]);
}
