import type { CompiledModel } from '#model/compiled.js';
import type { Fault } from '#model/errors.js';
import { grantFaults, oneGrantOnly } from '#model/grant.js';
import { missingMigrations, type MissingName } from '#model/migration.js';
import { own } from '#model/own.js';
import { parseScope } from '#model/scope.js';
import { quoted } from '#model/wording.js';
import type { Deliberation } from '../../deliberation.js';
import { holdersOf } from '../holders.js';
import { documentOf, goes, grantsAfter } from './roles.js';
import { linesAfter } from './values.js';

/** What the organization uses and the new version neither has room for nor says what becomes of. */
export function namesStillUsed(d: Deliberation, to: CompiledModel): Fault[] {
  const missing = missingMigrations(d.model.document, to.document).filter((name) => isUsed(d, name));
  return [
    ...missing.map(telling),
    ...misplacedResources(d, to),
    ...takenNames(d, to),
    ...misfits(d, to),
    ...emptiedLists(d, to),
  ].map((detail): Fault => ({ path: '/version', code: 'NAMES_STILL_USED', detail }));
}

function telling({ what, name, facet }: MissingName): string {
  const where = facet === undefined ? '' : ` of facet ${quoted(facet)}`;
  return `${what} ${quoted(name)}${where} is still used, and the new version has no \`migrate\` line for it`;
}

function isUsed(d: Deliberation, { what, name, facet }: MissingName): boolean {
  switch (what) {
    case 'type':
      return standingNodes(d).some((node) => d.access.tree.type(node) === name);
    case 'facet':
      return levelsInUse(d).some((used) => used.facet === name);
    case 'level':
      return levelsInUse(d).some((used) => used.facet === facet && used.levels.includes(name));
    case 'role': {
      const role = d.findRole(name);
      if (role === undefined || role.state.kind === 'preset') return false;
      const listed = [...d.access.overrides.standing(d.revision)].some(({ list }) => list.has(role.number));
      return listed || holdersOf(d, role.number).holders > 0;
    }
    default:
      return what satisfies never;
  }
}

/** Everything that roles, lists on resources and people are given, by facet. Locked roles follow the new version anyway. */
function levelsInUse(d: Deliberation): { facet: string; levels: readonly string[] }[] {
  const used: { facet: string; levels: readonly string[] }[] = [];
  for (const role of d.access.roles.standing(d.revision)) {
    const { grants, locked } = d.view.role(role)!;
    if (locked.includes('permissions')) continue;
    for (const { give } of grants) {
      for (const [facet, levels] of Object.entries(give)) used.push({ facet, levels });
    }
  }
  for (const { facet, list } of d.access.overrides.standing(d.revision)) {
    for (const levels of list.values()) used.push({ facet, levels });
  }
  for (let person = 0; person < d.access.people.size; person++) {
    for (const { facet, level } of d.access.userLevels.of(person, d.revision)) {
      used.push({ facet, levels: level.level });
    }
  }
  return used;
}

function misplacedResources(d: Deliberation, to: CompiledModel): string[] {
  const { tree, root } = d.access;
  return standingNodes(d).flatMap((node) => {
    const type = to.types.get(tree.type(node));
    if (type === undefined) return [];
    const fits = node === root ? type.root : type.under.has(tree.type(d.view.parent(node)));
    const ref = quoted(tree.ref(node));
    return fits ? [] : [`${ref} cannot lie where it lies in the new version, move or remove it first`];
  });
}

/** Ids and names of new roles that the organization has given to roles of its own. */
function takenNames(d: Deliberation, to: CompiledModel): string[] {
  const known = new Map([...d.access.roles.standing(d.revision)].map((role) => [nameOf(d, role), role]));
  return Object.entries(to.document.roles ?? {}).flatMap(([id, { name = id }]) => {
    if (d.findRole(id)?.state.kind === 'custom') {
      return [`the new version brings a role ${quoted(id)}, which is the id of a role made here`];
    }
    const other = d.access.roles.number(id) === undefined ? known.get(name.toLowerCase()) : undefined;
    if (other === undefined || goes(d, to, other)) return [];
    const role = quoted(d.access.roles.id(other));
    return [`the new version brings a role ${quoted(name)}, which is the name of ${role}, rename it first`];
  });
}

/** Roles made or edited here whose grants make no sense in the new version. */
function misfits(d: Deliberation, to: CompiledModel): string[] {
  return [...d.access.roles.standing(d.revision)].flatMap((number) => {
    if (goes(d, to, number) || documentOf(d, to, number) !== undefined) return [];
    const { assignableAt } = d.view.role(number)!;
    const grants = grantsAfter(d, to, number);
    const [fault] = grants.flatMap((grant) => grantFaults(to, grant, assignableAt));
    const scopes = grants.map(({ scope }) => scope);
    const twice = scopes.find((text, index) => {
      const scope = parseScope(text);
      return scope && oneGrantOnly(to, scope, assignableAt) && scopes.indexOf(text) < index;
    });
    const what = fault?.detail ?? (twice && `it has more than one grant for ${quoted(twice)}`);
    if (what === undefined) return [];
    return [`role ${quoted(d.access.roles.id(number))} does not fit the new version: ${what}`];
  });
}

/** No list on a resource is emptied by the way: that would give back everything that it keeps away. */
function emptiedLists(d: Deliberation, to: CompiledModel): string[] {
  const dropped = to.document.migrate?.facets ?? {};
  return [...d.access.overrides.standing(d.revision)].flatMap((override) => {
    const { facet, node } = override;
    const goesToo = !to.types.has(d.access.tree.type(node)) || own(dropped, facet) === 'drop';
    if (goesToo || linesAfter(d, to, override).lines.size > 0) return [];
    const ref = quoted(d.access.tree.ref(node));
    return [`nothing would be left of the list on ${ref}, change or clear it first`];
  });
}

function nameOf(d: Deliberation, role: number): string {
  return d.view.role(role)!.name.toLowerCase();
}

function standingNodes(d: Deliberation): number[] {
  return d.access.tree.subtree(d.access.root, d.revision);
}
