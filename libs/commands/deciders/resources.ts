import { withoutNodes } from '#access/removal.js';
import type { LedgerEvent } from '#events/event.js';
import type { ResourceType } from '#model/compiled.js';
import { listed, quoted } from '#model/wording.js';
import { typeName, type Deliberation, type Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';

/** Levels of the tree, the root included. */
export const depthMax = 32;

export function registerResource(d: Deliberation, data: CommandData<'RegisterResource'>): Events {
  const { ref, parent, name } = data;
  const type = d.type(ref);
  refuseLongName(type, name);
  permit(d, 'RegisterResource', [{ right: 'create', of: typeName(ref), at: d.find(parent) }]);
  if (d.find(ref) !== undefined) refuse('ALREADY_EXISTS', `${quoted(ref)} is registered already`);
  if (type === undefined) refuse('UNKNOWN_TYPE', `the model has no type ${quoted(typeName(ref))}`);
  refuseParent(d, type, ref, parent);
  refuseDepth(d, d.resource(parent), 1);
  const registered: LedgerEvent = {
    type: 'ResourceRegistered',
    data: { resource: ref, parent, ...(name !== undefined && { name }) },
  };
  return [registered, ...creator(d, type, ref)];
}

export function moveResource(d: Deliberation, { ref, parent }: CommandData<'MoveResource'>): Events {
  const of = typeName(ref);
  const [node, to] = [d.find(ref), d.find(parent)];
  permit(d, 'MoveResource', [
    { right: 'move', of, at: node },
    { right: 'move', of, at: to },
  ]);
  const type = d.type(ref);
  if (type !== undefined) refuseParent(d, type, ref, parent);
  if (node !== undefined && to !== undefined && d.view.isAtOrBelow(to, node)) {
    refuse('CYCLE', `${quoted(parent)} lies in ${quoted(ref)} itself`);
  }
  const [moved, target] = [d.resource(ref), d.resource(parent)];
  if (d.view.parent(moved) === target) return [];
  refuseDepth(d, target, 1 + d.access.tree.height(moved, d.revision));
  return [{ type: 'ResourceMoved', data: { resource: ref, parent } }];
}

export function renameResource(d: Deliberation, { ref, name }: CommandData<'RenameResource'>): Events {
  refuseLongName(d.type(ref), name);
  const node = d.find(ref);
  if (node === d.access.root) {
    const what = 'the root carries the name of the organization, use `RenameOrganization`';
    refuse('NOT_AVAILABLE_IN_MODEL', what);
  }
  permit(d, 'RenameResource', [{ right: 'update', of: typeName(ref), at: node }]);
  if (d.access.tree.name(d.resource(ref), d.revision) === name) return [];
  return [{ type: 'ResourceRenamed', data: { resource: ref, name } }];
}

export function removeResource(d: Deliberation, { ref, cascade }: CommandData<'RemoveResource'>): Events {
  permit(d, 'RemoveResource', [{ right: 'remove', of: typeName(ref), at: d.find(ref) }]);
  const node = d.resource(ref);
  if (node === d.access.root) {
    refuse('NOT_EMPTY', 'the root cannot be removed, close the organization instead');
  }
  const below = d.access.tree.subtree(node, d.revision).length - 1;
  if (below > 0 && cascade !== true) {
    refuse('NOT_EMPTY', `${below} resources lie in ${quoted(ref)}, remove them first or set \`cascade\``);
  }
  return [removed(d, node)];
}

/** The resource with everything below it, and how much falls with them. */
export function removed(d: Deliberation, node: number): LedgerEvent {
  const gone = new Set(d.access.tree.subtree(node, d.revision));
  let grants = 0;
  for (const role of d.access.roles.standing(d.revision)) {
    const present = d.view.role(role)!.grants;
    grants += present.length - withoutNodes(d.access, present, gone).length;
  }
  const lists = [...d.access.overrides.standing(d.revision)];
  const overrides = lists.filter(({ node: at }) => gone.has(at)).length;
  const resource = d.access.tree.ref(node);
  return { type: 'ResourceRemoved', data: { resource, resources: gone.size, grants, overrides } };
}

/** How long a name may be is said by the model: the same for everybody who asks. */
export function refuseLongName(type: ResourceType | undefined, name: string | undefined): void {
  if (type === undefined || name === undefined || [...name].length <= type.nameMax) return;
  refuse('NAME_TOO_LONG', `a name of type ${quoted(type.name)} has at most ${type.nameMax} characters`);
}

/** Whoever registers a place of a type that has owners owns it. Operators and services leave it without an owner. */
function creator(d: Deliberation, type: ResourceType, place: string): LedgerEvent[] {
  const { caller } = d.context;
  const role = type.creatorRole;
  if (role === undefined || d.findRole(role) === undefined) return [];
  if (caller.kind !== 'person' || caller.person === undefined) return [];
  const data = { person: caller.person, role, place, source: 'creator' } as const;
  return [{ type: 'RoleAssigned', data }];
}

function refuseParent(d: Deliberation, type: ResourceType, ref: string, parent: string): void {
  const above = d.type(parent);
  if (above !== undefined && type.under.has(above.name)) return;
  const where = type.under.size === 0 ? 'nothing' : listed(type.under);
  refuse('WRONG_PARENT', `${quoted(ref)} cannot lie in ${quoted(parent)}, only in ${where}`);
}

function refuseDepth(d: Deliberation, parent: number, levels: number): void {
  const depth = d.access.tree.path(parent, d.revision).length + levels;
  if (depth <= depthMax) return;
  refuse('WRONG_PARENT', `the tree would be ${depth} levels deep, ${depthMax} are allowed`);
}
