import { GrantlineError } from '#client/error.js';
import type { Organization, SubmitOptions } from '#client/organization.js';
import { parseRequest } from '#commands/request.js';
import { DomainError } from '#model/errors.js';
import { createHash } from 'node:crypto';
import type { RefusedRow } from './report.js';
import type { ImportedUser, Row } from './table.js';

/** What came of some rows. */
export type StepResult = { readonly refused: readonly RefusedRow[]; readonly events: number };

type Fault = { readonly path: string; readonly code: string; readonly detail: string };

/**
 * Imports rows with one command, which takes all or none: those that are refused are taken out, and the rest is sent
 * again. The same rows are sent with the same idempotency key, so that a step that was broken off can be repeated.
 *
 * @throws GrantlineError for whatever is no fault of a row
 */
export async function importRows(
  organization: Pick<Organization, 'send'>,
  rows: readonly Row[],
  options: Pick<SubmitOptions, 'reason' | 'signal'>,
): Promise<StepResult> {
  const refused: RefusedRow[] = [];
  let left = rows;
  const takeOut = (faults: readonly Fault[]) => {
    const found = byRow(faults, left);
    refused.push(...found.values());
    left = left.filter((row) => !found.has(row));
    return found.size > 0;
  };
  takeOut(malformed(left));
  while (left.length > 0) {
    const users = left.map(({ user }) => user);
    try {
      const idempotencyKey = keyOf(users, options.reason);
      const command = { type: 'ImportUsers', data: { rows: users } } as const;
      const { eventCount } = await organization.send(command, { ...options, idempotencyKey });
      return { refused, events: eventCount };
    } catch (error) {
      if (!(error instanceof GrantlineError)) throw error;
      if (isTooLarge(error) && left.length > 1) {
        const halves = await inHalves(organization, left, options);
        return { refused: [...refused, ...halves.refused], events: halves.events };
      }
      if (!takeOut(error.faults)) throw error;
    }
  }
  return { refused, events: 0 };
}

/** What can be seen without the organization; of the same words as the service has. */
function malformed(rows: readonly Row[]): readonly Fault[] {
  const data = { rows: rows.map(({ user }) => user) };
  try {
    parseRequest({ commands: [{ type: 'ImportUsers', data }] });
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.faults;
    throw error;
  }
}

/** The first fault of each row that has any. */
function byRow(faults: readonly Fault[], rows: readonly Row[]): ReadonlyMap<Row, RefusedRow> {
  const found = new Map<Row, RefusedRow>();
  for (const { path, code, detail } of faults) {
    const row = rows[Number(/\/rows\/(\d+)/.exec(path)?.[1] ?? Number.NaN)];
    if (row === undefined || found.has(row)) continue;
    found.set(row, { row, code, detail: detail.replace(/^row \d+: /, '') });
  }
  return found;
}

function isTooLarge({ code }: GrantlineError): boolean {
  return code === 'BATCH_TOO_LARGE' || code === 'TOO_LARGE';
}

async function inHalves(
  ...[organization, rows, options]: Parameters<typeof importRows>
): Promise<StepResult> {
  const middle = Math.ceil(rows.length / 2);
  const first = await importRows(organization, rows.slice(0, middle), options);
  const second = await importRows(organization, rows.slice(middle), options);
  return { refused: [...first.refused, ...second.refused], events: first.events + second.events };
}

function keyOf(users: readonly ImportedUser[], reason = ''): string {
  const hash = createHash('sha256').update(JSON.stringify([reason, users]));
  return `import-${hash.digest('base64url')}`;
}
