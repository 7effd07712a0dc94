import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type NaiveMoment, roleHas } from '../differences/naive-differences.suite.js';
import { everyModel } from '../testing/models.suite.js';
import { naiveFold, naivePath } from '../testing/naive-state.suite.js';
import { words } from '../testing/random-grant.suite.js';
import { randomLedger, replay } from '../testing/random-ledger.suite.js';
import type { View } from '../view.js';
import { catalogue } from './catalogue.js';
import { matrix } from './matrix.js';
import { rolesAtResource } from './resource-permissions.js';

describe.each(everyModel)('on random organizations of the model $name', (document) => {
  const ledgers = fc.record({ facts: randomLedger(document), at: fc.nat() });

  /** As of the last revision and any other one, with what stands then by the letter of the definition. */
  function holds(claim: (view: View, moment: NaiveMoment) => void): void {
    const property = fc.property(ledgers, ({ facts, at }) => {
      const access = replay(facts);
      for (const revision of [access.revision, 1 + (at % (facts.length - 1))]) {
        const instant = access.history.time(revision);
        claim(access.view(revision, instant), { state: naiveFold(facts.slice(0, revision + 1)), instant });
      }
    });
    fc.assert(property, { numRuns: 20 });
  }

  it('the roles at a resource give there what the definition says', () => {
    holds((view, moment) => {
      const { parents, roles } = moment.state;
      for (const [name, { type }] of Object.entries(view.model.document.facets)) {
        const facet = view.model.facets.get(name)!;
        const all = catalogue(view.model).facets.find((entry) => entry.facet === name)!.permissions;
        for (const resource of [...parents.keys()].filter((ref) => ref.startsWith(`${type}:`))) {
          const table = [...rolesAtResource(view, facet, view.find(resource)!)];
          const given = table.map(({ role, effective }) => ({
            role: view.access.roles.id(role),
            permissions: all.filter((permission) => includes(view, name, effective, permission)),
          }));

          expect({ resource, given }).toEqual({
            resource,
            given: [...roles].map(([role, { assignableAt }]) => {
              const place = naivePath(parents, resource).find((ref) => assignableAt.includes(typeOf(ref)));
              const has = roleHas(role, place ?? 'nowhere:x', () => place !== undefined)(moment, resource);
              return { role, permissions: all.filter((permission) => has.has(permission)) };
            }),
          });
        }
      }
    });
  });

  it('default and manual tell whether the list on the resource counts for the role', () => {
    holds((view, { state }) => {
      for (const [name, facet] of view.model.facets) {
        for (const resource of [...state.parents.keys()].filter((ref) => ref.startsWith(`${facet.type}:`))) {
          const list = state.overrides.find((one) => one.resource === resource && one.facet === name)?.roles;
          for (const { role, source, override } of rolesAtResource(view, facet, view.find(resource)!)) {
            const listed =
              list === undefined
                ? undefined
                : Object.entries(list).find(([id]) => id === view.access.roles.id(role))?.[1];
            const counts = facet.override === 'role' ? listed !== undefined : list !== undefined;

            expect(override).toEqual(listed);
            expect(source).toBe(counts ? 'manual' : 'default');
          }
        }
      }
    });
  });

  it('the matrix names the roles that could give a permission on some resource', () => {
    holds((view, { state }) => {
      const rows = matrix(view).map(({ permission, roles }) => ({
        permission,
        roles: roles.map((role) => view.access.roles.id(role)),
      }));

      expect(rows).toEqual(
        view.model.permissions.map((permission) => ({
          permission,
          roles: [...state.roles]
            .filter(([, { grants }]) =>
              leadsTo(
                view,
                grants.flatMap(({ give }) => Object.entries(give)),
                permission,
              ),
            )
            .map(([id]) => id),
        })),
      );
    });
  });
});

type Given = readonly (readonly [facet: string, levels: readonly string[]])[];

/** Passes on whatever is given from facet to facet until there is nothing new, and looks what came of it. */
function leadsTo(view: View, given: Given, wanted: string): boolean {
  const { facets, derived = {} } = view.model.document;
  const levels = new Set(given.flatMap(([facet, names]) => names.map((name) => `${facet} ${name}`)));
  for (let before = -1; before < levels.size;) {
    before = levels.size;
    for (const [name, facet] of Object.entries(facets)) {
      for (const { from, map } of facet.inherit ?? []) {
        for (const level of words(facets[from]!)) {
          if (!levels.has(`${from} ${level}`)) continue;
          const own = map === 'same' ? level : map[level];
          if (own !== undefined) levels.add(`${name} ${own}`);
        }
      }
    }
  }
  const has = (permission: string): boolean =>
    derived[permission] === undefined
      ? Object.keys(facets).some((name) => {
          const own = [...levels].filter((level) => level.startsWith(`${name} `));
          return includes(
            view,
            name,
            own.map((level) => level.slice(name.length + 1)),
            permission,
          );
        })
      : derived[permission].any_of.some((all) => all.every(has));
  return has(wanted);
}

/** Whether any of the levels of the facet contains the permission. */
function includes(view: View, facet: string, levels: readonly string[], permission: string): boolean {
  const { levels: contents = {}, permissions = [] } = view.model.document.facets[facet]!;
  const all = [...permissions, ...Object.values(contents).flatMap((level) => level.permissions ?? [])];
  return levels.some((level) => {
    if (level === '*') return all.includes(permission);
    if (!Object.hasOwn(contents, level)) return level === permission && all.includes(permission);
    const { includes: wider = [], permissions: own = [] } = contents[level]!;
    return own.includes(permission) || includes(view, facet, wider, permission);
  });
}

function typeOf(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}
