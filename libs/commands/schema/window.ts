import { z } from 'zod';

/** An instant in RFC 3339, kept in UTC with milliseconds. */
const instant = z.iso.datetime({ offset: true, abort: true }).transform((text, context) => {
  const time = new Date(text);
  const utc = Number.isNaN(time.valueOf()) ? '' : time.toISOString();
  // A year outside 0000 to 9999, reached through the offset, is written with a sign and no longer sorts as text.
  if (/^\d/.test(utc)) return utc;
  context.issues.push({
    code: 'custom',
    input: text,
    params: { code: 'MALFORMED' },
    message: `\`${text}\` lies outside the years 0000 to 9999, give another instant`,
  });
  return z.NEVER;
});

/** Fields of a command that says when something counts: `from <= t < until`. */
export const window = {
  from: instant.exactOptional().describe('the instant it begins to count; at once if left out'),
  until: instant.exactOptional().describe('the instant it ends; without an end if left out'),
};

export function checkWindow(payload: z.core.ParsePayload<{ from?: string; until?: string }>): void {
  const { from, until } = payload.value;
  if (from === undefined || until === undefined || from < until) return;
  payload.issues.push({
    code: 'custom',
    input: until,
    path: ['until'],
    params: { code: 'MALFORMED' },
    message: `\`${until}\` is not after \`from\`, give a later end`,
  });
}
