import type { ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import { own } from '../own.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { quoted } from '../wording.js';
import { fault, type Steps, unless } from './fault.js';

/** Lines lead from a name that this version lacks to one that it has, or to `drop`. */
export function migrationFaults(document: ModelDocument, { types, facets }: DocumentVocabulary): Fault[] {
  const migrate = document.migrate ?? {};
  const roles = new Set(Object.keys(document.roles ?? {}));
  return [
    ...lineFaults(migrate.types ?? {}, types, 'type', ['migrate', 'types']),
    ...lineFaults(migrate.facets ?? {}, facets, 'facet', ['migrate', 'facets']),
    ...lineFaults(migrate.roles ?? {}, roles, 'role', ['migrate', 'roles']),
    ...Object.entries(migrate.levels ?? {}).flatMap(([old, lines]) => {
      const at = ['migrate', 'levels', old];
      const target = own(migrate.facets ?? {}, old) ?? old;
      if (target === 'drop') return [fault(at, 'the facet is dropped with its levels, take these lines out')];
      const facet = facets.get(target);
      if (facet !== undefined) return lineFaults(lines, new Set(facet.vocabulary), 'level', at);
      const detail = `there is no facet ${quoted(target)} in this version, say under \`migrate.facets\` what becomes of it`;
      return [fault(at, detail)];
    }),
  ];
}

function lineFaults(
  lines: Readonly<Record<string, string>>,
  known: { has(name: string): boolean },
  kind: string,
  at: Steps,
): Fault[] {
  return Object.entries(lines).flatMap(([old, name]) => {
    const needless = `this version has the ${kind} ${quoted(old)}, so it needs no line`;
    const unknown = `this version has no ${kind} ${quoted(name)}, name one that it has or write \`drop\``;
    return [
      ...unless(!known.has(old), [...at, old], needless),
      ...unless(name === 'drop' || known.has(name), [...at, old], unknown),
    ];
  });
}
