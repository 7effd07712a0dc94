/**
 * What ids may look like. Each function answers `undefined` for a good id and else what is wrong with it,
 * a sentence that goes on after the id: "`x` must ...". Lengths are counted in characters (code points).
 */

/** Names of types, roles, facets, levels and permissions. */
export const namePattern = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

export const organizationPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

const idMax = 256;
const invisible = /[\p{Cc}\p{Bidi_Control}]/u;
const selector = /[*{}]/;
/** Prefixes by which the ledger tells callers apart; a person must not be able to read as one of them. */
const reserved = ['operator:', 'service:', 'person:', 'erased-'];

export function nameFault(name: string): string | undefined {
  return namePattern.test(name)
    ? undefined
    : 'must start with a letter and hold at most 64 letters, digits, `_`, `.` or `-`';
}

export function organizationIdFault(id: string): string | undefined {
  return organizationPattern.test(id)
    ? undefined
    : 'must start with a lower-case letter or digit and hold at most 63 lower-case letters, digits or `-`';
}

export function resourceIdFault(id: string): string | undefined {
  return idFault(id) ?? (selector.test(id) ? 'must not contain `*`, `{` or `}`' : undefined);
}

export function userIdFault(id: string): string | undefined {
  const prefix = reserved.find((prefix) => id.startsWith(prefix));
  return idFault(id) ?? (prefix === undefined ? undefined : `must not start with \`${prefix}\``);
}

function idFault(id: string): string | undefined {
  if (id === '') return 'must not be empty';
  // A character is at most two units: what is longer need not be counted.
  if (id.length > 2 * idMax || [...id].length > idMax) return `must have at most ${idMax} characters`;
  if (!id.isWellFormed()) return 'must be well-formed Unicode';
  if (id.normalize('NFC') !== id) return 'must be in Unicode normal form C';
  if (invisible.test(id)) return 'must not contain control or text-direction characters';
  if (id.trim() !== id) return 'must not begin or end with a space';
  return undefined;
}
