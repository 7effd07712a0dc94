import { check } from '#access/check.js';
import type { Needs } from '#model/compiled.js';
import type { AdministrationAction, ResourceRight } from '#model/document.js';
import { quoted } from '#model/wording.js';
import type { Deliberation } from './deliberation.js';
import { refuse } from './refuse.js';
import type { CommandType } from './schema.js';

/** A right that a command needs. `at` is `undefined` where the resource is not there: then nobody has it. */
export type Right =
  | { readonly action: AdministrationAction; readonly at: number | undefined }
  | { readonly right: ResourceRight; readonly of: string; readonly at: number | undefined };

/**
 * Refuses a caller who lacks one of the rights. For people in this order: the model offers the action at all, it is
 * not about themselves where that is forbidden, they have every right where it is asked.
 */
export function permit(
  d: Deliberation,
  command: CommandType,
  rights: readonly Right[],
  about: readonly string[] = [],
): void {
  const { caller } = d.context;
  if (caller.kind === 'exempt') {
    if (!caller.covers(command)) refuse('FORBIDDEN', `this key does not cover ${quoted(command)}`);
    return;
  }
  const needed = rights.map((right) => ({ at: right.at, needs: needsOf(d, right), right }));
  if (needed.some(({ needs, right }) => needs === undefined && !isOfUnknownType(d, right))) {
    const model = quoted(d.model.name);
    refuse('NOT_AVAILABLE_IN_MODEL', `${quoted(command)} is not available to people in model ${model}`);
  }
  if (about.includes(caller.user) && needed.some(({ needs }) => needs?.forbidSelf)) {
    refuse(
      'SELF_CHANGE_FORBIDDEN',
      `nobody may use ${quoted(command)} for themselves, ask another administrator`,
    );
  }
  const missing = needed.find(({ needs, at }) => !hasAny(d, needs, at));
  if (missing === undefined) return;
  const names = missing.needs?.anyOf.map((permission) => d.model.permissions[permission]!) ?? [];
  const what = names.map(quoted).join(' or ') || 'a right that nobody has';
  refuse('FORBIDDEN', `${quoted(command)} needs ${what} there, ask an administrator`);
}

/** For what only the platform's own staff and services do. */
export function permitOperator(d: Deliberation, command: CommandType): void {
  const { caller } = d.context;
  if (caller.kind === 'exempt' && caller.covers(command)) return;
  refuse('FORBIDDEN', `${quoted(command)} is for operators, ask one of them`);
}

/** Whether the caller is a person who has the right. */
export function holds(d: Deliberation, right: Right): boolean {
  return hasAny(d, needsOf(d, right), right.at);
}

function needsOf({ model }: Deliberation, right: Right): Needs | undefined {
  if ('action' in right) return model.action(right.action);
  return model.types.get(right.of)?.right(right.right);
}

/** A right on a type that the model does not have is denied, not unavailable. */
function isOfUnknownType({ model }: Deliberation, right: Right): boolean {
  return 'right' in right && !model.types.has(right.of);
}

function hasAny(
  { context, view }: Deliberation,
  needs: Needs | undefined,
  node: number | undefined,
): boolean {
  const { caller } = context;
  if (caller.kind !== 'person' || caller.person === undefined) return false;
  if (needs === undefined || node === undefined) return false;
  const { person } = caller;
  return needs.anyOf.some((permission) => check(view, person, permission, node));
}
