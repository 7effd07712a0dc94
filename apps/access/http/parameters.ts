import { identifier, ref as refText } from '#commands/schema/ids.js';
import { text } from '#commands/schema/text.js';
import { z } from 'zod';
import { parseAsOf } from '../questions/as-of.js';

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

/** A revision, or an instant in RFC 3339. */
export const moment = text((value) => {
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
  asOf: moment
    .exactOptional()
    .describe('the answer as of that revision (at the instant of its event) or that time'),
  atLeast: wholeNumber(0, Number.MAX_SAFE_INTEGER)
    .exactOptional()
    .describe('waits, up to a limit, until this revision can be read'),
};

export const whenQuery = z.strictObject(when);

export type WhenRequest = z.output<typeof whenQuery>;

/** An instant in RFC 3339, as UTC milliseconds. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .exactOptional();

/** A cursor may hold a name of 256 characters. */
const cursorMax = 2048;

/** What was sealed here, for whoever it was given to. */
export const token = z.string().min(1).max(cursorMax).exactOptional();

/** Query parameters of a list. */
export const paging = {
  limit: wholeNumber(1, 1000).exactOptional().describe('items on a page; 100 if left out'),
  cursor: token.describe('`nextCursor` of the page before; it stays with the revision of the first page'),
};

/** Text that is searched for, in whatever case. */
export const search = z.string().min(1).max(256).exactOptional();

/** A resource as `type:id`. */
export const ref = refText;

/** A name that need not be one of today: of somebody erased, of a role that is gone. */
export const anyName = z.string().min(1).max(512).exactOptional();

/** What is on or off. */
export const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .exactOptional();

/** Name of a facet, which may be left out where the type of the resource has only one. */
export const facet = identifier
  .exactOptional()
  .describe('may be left out where the type of the resource has only one');

function revisionOrText(value: string): string | number {
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}
