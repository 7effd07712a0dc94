import { mild, strict } from '#access/testing/switches.suite.js';
import { models } from '#access/testing/models.suite.js';
import type { AdministrationAction, ModelDocument } from '#model/document.js';
import type { Order } from './orders.suite.js';

const actions: readonly AdministrationAction[] = [
  'invite',
  'remove_member',
  'assign_roles',
  'manage_roles',
  'edit_role_permissions',
  'set_override',
  'set_user_grant',
  'settings',
  'notify',
];

/** The document, administered by people: whoever runs the office does everything, the keeper above all. */
function administered(document: ModelDocument): ModelDocument {
  const run = 'office.run';
  const rights = { create: run, update: run, move: run, remove: run };
  const types = Object.entries(document.types).map(([name, type]) => [name, { ...type, rights }] as const);
  const everything = Object.entries(document.facets).map(([facet, { type }]) => ({
    scope: `${type}:*`,
    give: { [facet]: '*' },
  }));
  return {
    ...document,
    types: Object.fromEntries(types),
    facets: {
      ...document.facets,
      office: { type: 'house', pick: 'many', permissions: [run, 'office.count'] },
    },
    roles: {
      keeper: {
        kind: 'preset',
        assignable_at: ['house'],
        grants: [{ scope: '.', give: { office: '*' } }, ...everything],
      },
    },
    custom_roles: { allowed: true, assignable_at: ['house', 'floor', 'room'], criteria: 'on_first_access' },
    administration: Object.fromEntries(actions.map((action) => [action, { needs: run }])),
    guards: { keep_last: [run] },
  };
}

/** The five models, and two with the switches that none of them uses. */
export const administeredModels: readonly ModelDocument[] = [
  ...models,
  administered(mild),
  administered(strict),
];

/** A role with the rights of an administrator and little else, where organizations make roles for their root. */
export function clerk({ name }: ModelDocument): Order | undefined {
  const give = {
    create: { org: '*' },
    omniata: { people: '*' },
    portal: { portal: 'org_admin' },
    mild: { office: 'office.run' },
    strict: { office: 'office.run' },
  }[name];
  if (give === undefined) return undefined;
  // Each of the objects has one entry; as a union they have optional ones.
  return { CreateRole: { role: 'clerk', grants: [{ scope: '.', give: give as Record<string, string> }] } };
}
