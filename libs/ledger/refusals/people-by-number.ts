import type { Names } from '../present.js';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a command that name people, by user id. */
const naming: ReadonlySet<string> = new Set(['user', 'users', 'to']);

/** What else a command says about a person it names. */
const personal: ReadonlySet<string> = new Set(['email', 'attributes']);

/** No user id begins like this. */
const prefix = 'person:';

/**
 * Data of a command with a number in the place of everyone the ledger knows, as in events, and without what is said
 * about them: whoever is erased later is then erased here too.
 */
export function byNumber(data: unknown, find: (user: string) => number | undefined): unknown {
  const numbered = (value: unknown): unknown => {
    const person = typeof value === 'string' ? find(value) : undefined;
    return person === undefined ? value : `${prefix}${person}`;
  };
  return mapPeople(data, numbered);
}

/** The data with people by name again. */
export function byName(data: unknown, names: Names): unknown {
  return mapPeople(data, (value) =>
    typeof value === 'string' && value.startsWith(prefix) ? names(Number(value.slice(prefix.length))) : value,
  );
}

function mapPeople(data: unknown, change: (named: unknown) => unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => mapPeople(item, change));
  if (typeof data !== 'object' || data === null) return data;
  const { user }: Fields = { ...data };
  const isKnown = change(user) !== user;
  const fields = Object.entries(data).flatMap(([field, value]) => {
    if (isKnown && personal.has(field)) return [];
    const named = naming.has(field) && Array.isArray(value) ? value.map(change) : value;
    return [[field, mapPeople(naming.has(field) ? change(named) : named, change)] as const];
  });
  return Object.fromEntries(fields);
}
