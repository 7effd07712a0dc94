import type { Grant, Level, Window } from '#events/grant.js';
import { listed, quoted } from '#model/wording.js';

const plain = /^[\p{L}\p{N}][\p{L}\p{N}.:_@+-]{0,127}$/u;

/** A user id, an operator or a service: bare where it reads as one word. */
export function who(name: string): string {
  return plain.test(name) ? name : quoted(name);
}

export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** `2026-12-01`, `2026-12-01 10:30 UTC`, or with seconds and milliseconds where there are any. */
export function on(instant: string): string {
  const [date, time = ''] = new Date(instant).toISOString().slice(0, -1).split('T');
  if (time === '00:00:00.000') return date!;
  return `${date} ${time.replace(/\.000$/, '').replace(/:00$/, '')} UTC`;
}

/** ` from 2026-11-01 until 2026-12-01`, as far as there is a beginning or an end. */
export function within({ from, until }: Window): string {
  return (from === undefined ? '' : ` from ${on(from)}`) + (until === undefined ? '' : ` until ${on(until)}`);
}

export function levels(level: Level): string {
  if (level.length === 0) return 'nothing';
  return level.length === 1 && level[0] === '*' ? 'everything' : listed(level);
}

/** `viewer` for `group` on `.` */
export function grant({ scope, give, only = {} }: Grant): string {
  const given = Object.entries(give).map(([facet, level]) => `${levels(level)} for ${quoted(facet)}`);
  const narrowed = Object.entries(only).map(
    ([type, ids]) => ` within ${quoted(type)} ${ids.length === 0 ? 'none' : listed(ids)}`,
  );
  return `${given.join(' and ')} on ${quoted(scope)}${narrowed.join('')}`;
}

const grantsShown = 3;

export function grants(list: readonly Grant[]): string {
  if (list.length === 0) return 'nothing';
  const shown = list.slice(0, grantsShown).map(grant).join('; ');
  return list.length > grantsShown ? `${shown}; and ${list.length - grantsShown} more` : shown;
}

/** `department` is `sales` and `level` is 3 */
export function values(fields: object): string {
  const all = Object.entries(fields).map(([field, value]) => `${quoted(field)} is ${scalar(value)}`);
  return all.length === 0 ? 'nothing' : all.join(' and ');
}

/** The list of an override: `read` for `board` and `read_write` for `controlling` */
export function roleLevels(roles: Readonly<Record<string, Level>>): string {
  return Object.entries(roles)
    .map(([role, level]) => `${levels(level)} for ${quoted(role)}`)
    .join(' and ');
}

/** ` from `a` to `b``, or only what it became. */
export function turned(before: string | undefined, after: string): string {
  return `${before === undefined ? '' : ` from ${quoted(before)}`} to ${quoted(after)}`;
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : String(value);
}
