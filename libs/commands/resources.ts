import { withoutNodes } from '#access/removal.js';
import type { LedgerEvent } from '#events/event.js';
import type { ResourceType } from '#model/compiled.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import type { CommandData } from './schema.js';

const depthMax = 32;

export function registerResource(d: Deliberation, data: CommandData<'RegisterResource'>): Events {
  const { ref, parent, name } = data;
  const type = d.type(ref);
  checkNameLength(type, name);
  d.permit('RegisterResource', [{ right: 'create', of: typeName(ref), at: d.find(parent) }]);
  if (d.find(ref) !== undefined) refuse('ALREADY_EXISTS', `\`${ref}\` is registered already`);
  if (type === undefined) refuse('UNKNOWN_TYPE', `the model has no type \`${typeName(ref)}\``);
  checkParent(d, type, ref, parent);
  const node = d.resource(parent);
  checkDepth(d, node, 1);
  const registered: LedgerEvent = {
    type: 'ResourceRegistered',
    data: { resource: ref, parent, ...(name !== undefined && { name }) },
  };
  const { caller } = d.context;
  if (type.creatorRole === undefined || caller.kind !== 'person') return [registered];
  // The caller is an active member, or the right to create would have been refused.
  const owner = { person: caller.person!, role: type.creatorRole, place: ref, source: 'creator' } as const;
  return [registered, { type: 'RoleAssigned', data: owner }];
}

export function moveResource(d: Deliberation, { ref, parent }: CommandData<'MoveResource'>): Events {
  const of = typeName(ref);
  const [node, to] = [d.find(ref), d.find(parent)];
  d.permit('MoveResource', [
    { right: 'move', of, at: node },
    { right: 'move', of, at: to },
  ]);
  const type = d.type(ref);
  if (type !== undefined) checkParent(d, type, ref, parent);
  if (node !== undefined && to !== undefined && d.view.isAtOrBelow(to, node)) {
    refuse('CYCLE', `\`${parent}\` lies in \`${ref}\` itself`);
  }
  const [moved, target] = [d.resource(ref), d.resource(parent)];
  if (d.view.parent(moved) === target) return [];
  checkDepth(d, target, 1 + d.access.tree.height(moved, d.revision));
  return [{ type: 'ResourceMoved', data: { resource: ref, parent } }];
}

export function renameResource(d: Deliberation, { ref, name }: CommandData<'RenameResource'>): Events {
  const node = d.find(ref);
  checkNameLength(d.type(ref), name);
  if (node === d.access.root) {
    refuse(
      'NOT_AVAILABLE_IN_MODEL',
      'the root carries the name of the organization, use `RenameOrganization`',
    );
  }
  d.permit('RenameResource', [{ right: 'update', of: typeName(ref), at: node }]);
  const renamed = d.resource(ref);
  if (d.access.tree.name(renamed, d.revision) === name) return [];
  return [{ type: 'ResourceRenamed', data: { resource: ref, name } }];
}

export function removeResource(d: Deliberation, { ref, cascade }: CommandData<'RemoveResource'>): Events {
  d.permit('RemoveResource', [{ right: 'remove', of: typeName(ref), at: d.find(ref) }]);
  const removed = d.resource(ref);
  if (removed === d.access.root)
    refuse('NOT_EMPTY', 'the root cannot be removed, close the organization instead');
  const gone = new Set(d.access.tree.subtree(removed, d.revision));
  if (gone.size > 1 && cascade !== true) {
    refuse('NOT_EMPTY', `${gone.size - 1} resources lie in \`${ref}\`, remove them first or set \`cascade\``);
  }
  let grants = 0;
  for (const role of d.access.roles.standing(d.revision)) {
    const present = d.view.role(role)!.grants;
    grants += present.length - withoutNodes(d.access, present, gone).length;
  }
  const overrides = [...d.access.overrides.standing(d.revision)].filter(({ node: at }) =>
    gone.has(at),
  ).length;
  return [{ type: 'ResourceRemoved', data: { resource: ref, resources: gone.size, grants, overrides } }];
}

/** How long a name may be is said by the model: the same for everybody who asks. */
export function checkNameLength(type: ResourceType | undefined, name: string | undefined): void {
  if (type === undefined || name === undefined || [...name].length <= type.nameMax) return;
  refuse('NAME_TOO_LONG', `a name of type \`${type.name}\` has at most ${type.nameMax} characters`);
}

function checkParent(d: Deliberation, type: ResourceType, ref: string, parent: string): void {
  const parentType = d.type(parent);
  if (parentType !== undefined && type.under.has(parentType.name)) return;
  const under = [...type.under].map((name) => `\`${name}\``).join(', ') || 'nothing';
  refuse('WRONG_PARENT', `\`${ref}\` cannot lie in \`${parent}\`, only in ${under}`);
}

function checkDepth(d: Deliberation, parent: number, levels: number): void {
  const depth = d.access.tree.path(parent, d.revision).length + levels;
  if (depth > depthMax)
    refuse('WRONG_PARENT', `the tree would be ${depth} levels deep, ${depthMax} are allowed`);
}

function typeName(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}
