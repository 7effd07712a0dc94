import type { LedgerEvent } from '#events/event.js';
import { compiledModel } from '#access/models.js';
import { roleCreated } from '#access/founding.js';
import type { CompiledModel, ResourceType } from '#model/compiled.js';
import type { Context } from './context.js';
import { refuse, type Events } from './deliberation.js';
import { checkNameLength } from './resources.js';
import type { CommandData } from './schema.js';

/**
 * The first events of a ledger: the organization with its model, the root and the resources, every role of the model,
 * and the first administrator, who is active at once. `exists`: whether the ledger has begun already.
 */
export function createOrganization(
  context: Context,
  { name, model: wanted, admin, resources = [] }: CommandData<'CreateOrganization'>,
  exists: boolean,
): Events {
  const reference = context.model(wanted.name, wanted.version);
  const model = reference && compiledModel(reference);
  if (model !== undefined) checkNameLength(model.rootType, name);
  const { caller } = context;
  if (caller.kind === 'person' || !caller.covers('CreateOrganization')) {
    refuse('FORBIDDEN', '`CreateOrganization` is for operators');
  }
  if (exists) refuse('ORGANIZATION_EXISTS', `organization \`${context.organization}\` exists already`);
  if (reference === undefined || model === undefined) {
    refuse('MODEL_UNKNOWN', `model \`${wanted.name}\` version ${wanted.version} is not published`);
  }
  if (admin === undefined) refuse('ADMIN_MISSING', 'name the first administrator with `user` and `role`');
  const roles = Object.entries(model.document.roles ?? {});
  const role = roles.find(([id]) => id === admin.role)?.[1];
  if (role === undefined) refuse('ROLE_NOT_FOUND', `model \`${model.name}\` has no role \`${admin.role}\``);
  if (!role.assignable_at.includes(model.rootType.name) || model.rootType.perUser === undefined) {
    refuse('ROLE_NOT_ASSIGNABLE_HERE', `\`${admin.role}\` cannot be assigned at the root`);
  }
  const root = `${model.rootType.name}:${context.organization}`;
  const identity = { user: admin.user, ...(admin.email !== undefined && { email: admin.email }) };
  return [
    { type: 'OrganizationCreated', data: { name, root, key: context.newKey(), model: reference } },
    { type: 'ResourceRegistered', data: { resource: root, name } },
    ...registered(model, root, resources),
    ...roles.map(([id, document]) => roleCreated(id, document)),
    { type: 'UserActivated', data: { person: 0, key: context.newKey(), identity } },
    { type: 'RoleAssigned', data: { person: 0, role: admin.role, place: root, source: 'founder' } },
  ];
}

function registered(
  model: CompiledModel,
  root: string,
  resources: NonNullable<CommandData<'CreateOrganization'>['resources']>,
): LedgerEvent[] {
  const depths = new Map([[root, 1]]);
  return resources.map(({ ref, parent, name }) => {
    if (depths.has(ref)) refuse('ALREADY_EXISTS', `\`${ref}\` is named twice`);
    const type = typeOf(model, ref) ?? refuse('UNKNOWN_TYPE', `the model has no type for \`${ref}\``);
    checkNameLength(type, name);
    const parentType = typeOf(model, parent);
    if (parentType === undefined || !type.under.has(parentType.name)) {
      refuse('WRONG_PARENT', `\`${ref}\` cannot lie in \`${parent}\``);
    }
    const depth =
      depths.get(parent) ??
      refuse('UNKNOWN_RESOURCE', `there is no resource \`${parent}\` before \`${ref}\``);
    if (depth >= 32) refuse('WRONG_PARENT', 'the tree would be more than 32 levels deep');
    depths.set(ref, depth + 1);
    return {
      type: 'ResourceRegistered',
      data: { resource: ref, parent, ...(name !== undefined && { name }) },
    };
  });
}

function typeOf(model: CompiledModel, ref: string): ResourceType | undefined {
  return model.types.get(ref.slice(0, ref.indexOf(':')));
}
