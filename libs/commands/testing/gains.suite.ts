import type { Access } from '#access/access.js';
import { LEAF } from '#access/view.js';
import { effectOf } from './effect.suite.js';

/** Something that somebody has now and had not, and the actor had not either, at that instant. */
export type Excess = {
  readonly person: number;
  readonly permission: string;
  readonly at: string;
  readonly instant: number;
};

/**
 * What anybody gains between two revisions that the actor did not have at the first one, by the letter: for everybody,
 * active or not, on every resource that is there at both, and on every one that could be registered in them.
 */
export function excess(
  access: Access,
  { from, to, actor, now }: { from: number; to: number; actor: number; now: number },
): Excess[] {
  const instants = [now, ...boundaries(access, [from, to]).filter((instant) => instant > now)];
  const found: Excess[] = [];
  for (const { node, leaf, text } of places(access, from, to)) {
    const at = (revision: number, instant: number) => {
      const view = access.view(revision, instant);
      return leaf === undefined ? view : view.withLeaf(leaf);
    };
    const own = effectOf(at(from, now), actor, node);
    for (const instant of instants) {
      for (let person = 0; person < access.people.size; person++) {
        const before = effectOf(at(from, instant), person, node);
        for (const permission of effectOf(at(to, instant), person, node)) {
          if (before.has(permission) || own.has(permission)) continue;
          found.push({ person, permission, at: text, instant });
        }
      }
    }
  }
  return found;
}

function* places(access: Access, from: number, to: number) {
  for (const node of access.tree.subtree(access.root, from)) {
    if (!access.tree.exists(node, to)) continue;
    const text = access.tree.ref(node);
    yield { node, text, leaf: undefined };
    for (const { name: type, under } of access.model(from).types.values()) {
      if (!under.has(access.tree.type(node))) continue;
      const ref = `${type}:to come`;
      yield { node: LEAF, text: `${ref} in ${text}`, leaf: { ref, type, parent: node } };
    }
  }
}

/** Whenever something begins or ends by itself. */
function boundaries(access: Access, revisions: readonly number[]): number[] {
  const found = new Set<number | undefined>();
  for (const revision of revisions) {
    for (let person = 0; person < access.people.size; person++) {
      const { assignments, userLevels } = access;
      for (let slot = assignments.first(person, true); slot >= 0; slot = assignments.next(slot, true)) {
        const period = assignments.at(slot, revision)?.period;
        found.add(period?.from).add(period?.until);
      }
      for (const { level } of userLevels.of(person, revision)) {
        found.add(level.period?.from).add(level.period?.until);
      }
    }
  }
  return [...found].filter((instant) => instant !== undefined);
}
