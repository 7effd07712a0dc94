import { text } from '#commands/schema/text.js';
import { z } from 'zod';
import { parseAsOf, type When } from '../questions/as-of.js';

/** A whole number as it stands in a query string. */
export function wholeNumber(min: number, max: number) {
  return text((digits) =>
    /^\d{1,15}$/.test(digits) && Number(digits) >= min && Number(digits) <= max
      ? undefined
      : { code: 'MALFORMED', says: `must be a whole number from ${min} to ${max}` },
  )
    .meta({ type: 'integer', minimum: min, maximum: max })
    .transform(Number);
}

const asOf = text((value) => {
  try {
    parseAsOf(revisionOrText(value), '');
    return undefined;
  } catch {
    return { code: 'MALFORMED', says: 'must be a revision or an instant such as `2026-11-21T10:00:00Z`' };
  }
})
  .meta({ examples: ['12', '2026-11-21T10:00:00Z'], minLength: 1 })
  .transform((value) => parseAsOf(revisionOrText(value), ''));

/** Query parameters that say at which state a question is answered. */
export const when = {
  asOf: asOf
    .exactOptional()
    .describe('the answer as of that revision (at the instant of its event) or that time'),
  atLeast: wholeNumber(0, Number.MAX_SAFE_INTEGER)
    .exactOptional()
    .describe('waits, up to a limit, until this revision can be read'),
};

export function whenOf({ asOf, atLeast }: When): When {
  return { ...(asOf !== undefined && { asOf }), ...(atLeast !== undefined && { atLeast }) };
}

function revisionOrText(value: string): string | number {
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** Query parameters of a list. */
export const paging = {
  limit: wholeNumber(1, 1000).exactOptional().describe('items on a page; 100 if left out'),
  cursor: z
    .string()
    .min(1)
    .max(512)
    .exactOptional()
    .describe('`nextCursor` of the page before; it stays with the revision of the first page'),
};
