import { rolesCreated } from '#access/founding.js';
import { compiledModel } from '#access/models.js';
import type { LedgerEvent } from '#events/event.js';
import type { CompiledModel } from '#model/compiled.js';
import { quoted } from '#model/wording.js';
import type { Context } from '../context.js';
import { typeName, type Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import type { CommandData } from '../schema.js';
import { deprecation } from './assigning.js';
import { depthMax, refuseLongName } from './resources.js';

type Data = CommandData<'CreateOrganization'>;
type Resources = NonNullable<Data['resources']>;

/**
 * The first events of a ledger: the organization with its model, the root and the resources, every role of the model,
 * and the first administrator, who is active at once. `exists`: whether the ledger has begun already.
 */
export function createOrganization(context: Context, data: Data, exists: boolean): Events {
  const { name, model: wanted, admin, resources = [] } = data;
  const reference = context.model(wanted.name, wanted.version);
  const model = reference && compiledModel(reference);
  if (model !== undefined) refuseLongNames(model, name, resources);
  permitFounder(context);
  if (exists) refuse('ORGANIZATION_EXISTS', `organization \`${context.organization}\` exists already`);
  if (reference === undefined || model === undefined) {
    refuse('MODEL_UNKNOWN', `model ${quoted(wanted.name)} version ${wanted.version} is not published`);
  }
  if (admin === undefined) refuse('ADMIN_MISSING', 'name the first administrator with `user` and `role`');
  refuseAdminRole(context, model, admin.role);
  const root = `${model.rootType.name}:${context.organization}`;
  const identity = { user: admin.user, ...(admin.email !== undefined && { email: admin.email }) };
  return [
    { type: 'OrganizationCreated', data: { name, root, key: context.newKey(), model: reference } },
    { type: 'ResourceRegistered', data: { resource: root, name } },
    ...registered(model, root, resources),
    ...rolesCreated(model.document),
    { type: 'UserActivated', data: { person: 0, key: context.newKey(), identity } },
    { type: 'RoleAssigned', data: { person: 0, role: admin.role, place: root, source: 'founder' } },
  ];
}

function refuseLongNames(model: CompiledModel, name: string, resources: Resources): void {
  refuseLongName(model.rootType, name);
  for (const resource of resources) refuseLongName(model.types.get(typeName(resource.ref)), resource.name);
}

function permitFounder({ caller }: Context): void {
  if (caller.kind === 'exempt' && caller.covers('CreateOrganization')) return;
  refuse('FORBIDDEN', '`CreateOrganization` is for operators, ask one of them');
}

function refuseAdminRole(context: Context, model: CompiledModel, id: string): void {
  const role = new Map(Object.entries(model.document.roles ?? {})).get(id);
  if (role === undefined) refuse('ROLE_NOT_FOUND', `model ${quoted(model.name)} has no role ${quoted(id)}`);
  if (!role.assignable_at.includes(model.rootType.name) || model.rootType.perUser === undefined) {
    refuse('ROLE_NOT_ASSIGNABLE_HERE', `${quoted(id)} cannot be assigned at the root, choose another role`);
  }
  if (role.single_holder === true) {
    refuse('USE_TRANSFER_OWNERSHIP', `${quoted(id)} changes hands by \`TransferOwnership\` only`);
  }
  if (role.deprecated === true) context.warn(deprecation(id, role.replacement));
}

function registered(model: CompiledModel, root: string, resources: Resources): LedgerEvent[] {
  const depths = new Map([[root, 1]]);
  return resources.map(({ ref, parent, name }) => {
    if (depths.has(ref)) refuse('ALREADY_EXISTS', `${quoted(ref)} is named twice`);
    const type = model.types.get(typeName(ref));
    if (type === undefined) refuse('UNKNOWN_TYPE', `the model has no type for ${quoted(ref)}`);
    if (!model.types.has(typeName(parent)) || !type.under.has(typeName(parent))) {
      refuse('WRONG_PARENT', `${quoted(ref)} cannot lie in ${quoted(parent)}`);
    }
    const depth = depths.get(parent);
    if (depth === undefined) {
      refuse('UNKNOWN_RESOURCE', `there is no resource ${quoted(parent)} before ${quoted(ref)}`);
    }
    if (depth >= depthMax) refuse('WRONG_PARENT', `the tree would be more than ${depthMax} levels deep`);
    depths.set(ref, depth + 1);
    return {
      type: 'ResourceRegistered',
      data: { resource: ref, parent, ...(name !== undefined && { name }) },
    };
  });
}
