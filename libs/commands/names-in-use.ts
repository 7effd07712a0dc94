import type { CompiledModel } from '#model/compiled.js';
import type { Fault } from '#model/errors.js';
import { missingMigrations, type MissingName } from '#model/migration.js';
import type { Deliberation } from './deliberation.js';
import { holdersOf } from './holders.js';

/** Names that the organization uses and that the new version neither has nor says what becomes of. */
export function namesStillUsed(d: Deliberation, to: CompiledModel): Fault[] {
  const missing = missingMigrations(d.model.document, to.document).filter((name) => isUsed(d, name));
  return [...missing.map(telling), ...misplacedResources(d, to), ...takenIds(d, to)];
}

function telling({ what, name, facet }: MissingName): Fault {
  const where = facet === undefined ? '' : ` of facet \`${facet}\``;
  const detail = `${what} \`${name}\`${where} is still used, and the new version has no \`migrate\` line for it`;
  return { path: '/version', code: 'NAMES_STILL_USED', detail };
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

function misplacedResources(d: Deliberation, to: CompiledModel): Fault[] {
  const { tree, root } = d.access;
  return standingNodes(d).flatMap((node): Fault[] => {
    const type = to.types.get(tree.type(node));
    if (type === undefined) return [];
    const fits = node === root ? type.root : type.under.has(tree.type(d.view.parent(node)));
    if (fits) return [];
    const detail = `\`${tree.ref(node)}\` cannot lie where it lies in the new version, move or remove it first`;
    return [{ path: '/version', code: 'NAMES_STILL_USED', detail }];
  });
}

/** Ids of new roles that the organization has given to a role of its own. */
function takenIds(d: Deliberation, to: CompiledModel): Fault[] {
  return Object.keys(to.document.roles ?? {})
    .filter(
      (id) => !Object.hasOwn(d.model.document.roles ?? {}, id) && d.findRole(id)?.state.kind === 'custom',
    )
    .map((id) => ({
      path: '/version',
      code: 'NAMES_STILL_USED',
      detail: `the new version brings a role \`${id}\`, which is the id of a role made here`,
    }));
}

function standingNodes(d: Deliberation): number[] {
  return d.access.tree.subtree(d.access.root, d.revision);
}
