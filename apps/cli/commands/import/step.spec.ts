import { GrantlineError, type GrantlineCode } from '#client/error.js';
import type { Organization, SubmitOptions } from '#client/organization.js';
import type { Submitted } from '#client/trail.js';
import { describe, expect, it } from '@jest/globals';
import { importRows } from './step.js';
import type { Row } from './table.js';

function row(number: number, user: string, ...roles: readonly string[]): Row {
  return { number, line: number + 1, bytes: number, cells: [user, roles.join(' ')], user: { user, roles } };
}

type Sent = { readonly users: readonly string[]; readonly key: string | undefined };

/** A service that takes people unless `judge` has something against them. */
class Service {
  readonly sent: Sent[] = [];

  constructor(private readonly judge: (users: readonly string[]) => GrantlineError | undefined) {}

  get organization(): Pick<Organization, 'send'> {
    return {
      send: async (command, { idempotencyKey }: SubmitOptions = {}): Promise<Submitted> => {
        const [only] = [command].flat();
        if (only?.type !== 'ImportUsers') throw new TypeError('only imports are sent');
        const users = only.data.rows.map(({ user }) => user);
        this.sent.push({ users, key: idempotencyKey });
        const refusal = this.judge(users);
        if (refusal !== undefined) throw refusal;
        return { organization: 'acme', revision: 1, events: [], eventCount: users.length, warnings: [] };
      },
    };
  }
}

function refusal(code: GrantlineCode, rowAt?: number): GrantlineError {
  const detail = 'says why';
  const path = `/commands/0/data/rows/${rowAt}`;
  const faults = rowAt === undefined ? [] : [{ path, code, detail: `row ${rowAt}: ${detail}` }];
  return new GrantlineError({ code, detail, status: 409, faults });
}

function refusing(...refused: readonly string[]): Service {
  return new Service((users) => {
    const at = users.findIndex((user) => refused.includes(user));
    return at < 0 ? undefined : refusal('ROLE_NOT_FOUND', at);
  });
}

describe('a step of an import', () => {
  const rows = ['ana', 'ben', 'cy', 'dee'].map((user, index) => row(index + 1, user, 'viewer'));

  it('is one command where nothing is refused', async () => {
    const service = refusing();

    expect(await importRows(service.organization, rows, {})).toEqual({ refused: [], events: 4 });
    expect(service.sent.map(({ users }) => users)).toEqual([['ana', 'ben', 'cy', 'dee']]);
  });

  it('is sent again without the rows that are refused, under another key', async () => {
    const service = refusing('ben', 'dee');
    const { refused, events } = await importRows(service.organization, rows, {});

    expect(events).toBe(2);
    expect(refused).toEqual([
      { row: rows[1], code: 'ROLE_NOT_FOUND', detail: 'says why' },
      { row: rows[3], code: 'ROLE_NOT_FOUND', detail: 'says why' },
    ]);
    expect(service.sent.map(({ users }) => users)).toEqual([
      ['ana', 'ben', 'cy', 'dee'],
      ['ana', 'cy', 'dee'],
      ['ana', 'cy'],
    ]);
    expect(new Set(service.sent.map(({ key }) => key)).size).toBe(3);
  });

  it('that is repeated is sent under the same keys', async () => {
    const [first, second] = [refusing('cy'), refusing('cy')];
    await importRows(first.organization, rows, { reason: 'HR-1' });
    await importRows(second.organization, rows, { reason: 'HR-1' });

    expect(second.sent).toEqual(first.sent);
    const other = refusing('cy');
    await importRows(other.organization, rows, { reason: 'HR-2' });
    expect(other.sent[0]!.key).not.toBe(first.sent[0]!.key);
  });

  it('leaves out what can be seen to be wrong before anything is sent', async () => {
    const service = refusing();
    const odd = [row(1, ''), row(2, 'ana'), row(3, 'operator:x'), row(4, 'ben', 'no role')];
    const { refused } = await importRows(service.organization, odd, {});

    expect(service.sent.map(({ users }) => users)).toEqual([['ana']]);
    expect(refused.map(({ row, code }) => [row.number, code])).toEqual([
      [1, 'INVALID_ID'],
      [3, 'INVALID_ID'],
      [4, 'INVALID_ID'],
    ]);
  });

  it('sends nothing where nothing is left', async () => {
    const service = refusing();

    expect(await importRows(service.organization, [row(1, '')], {})).toMatchObject({ events: 0 });
    expect(service.sent).toEqual([]);
  });

  it('that is too large is taken in halves', async () => {
    const service = new Service((users) => (users.length > 1 ? refusal('BATCH_TOO_LARGE') : undefined));

    expect(await importRows(service.organization, rows, {})).toEqual({ refused: [], events: 4 });
    expect(service.sent.filter(({ users }) => users.length === 1).map(({ users }) => users[0])).toEqual([
      'ana',
      'ben',
      'cy',
      'dee',
    ]);
  });

  it('ends where it is not a row that is refused', async () => {
    for (const code of ['FORBIDDEN', 'BATCH_TOO_LARGE', 'UNREACHABLE']) {
      const service = new Service(() => refusal(code));

      await expect(importRows(service.organization, rows.slice(0, 1), {})).rejects.toMatchObject({ code });
      expect(service.sent).toHaveLength(1);
    }
  });
});
