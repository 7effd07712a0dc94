import { furnished } from '#access/testing/furnished.suite.js';
import { after, type Ledger } from '#access/testing/ledger.suite.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import { toldEvents } from '../words/examples.suite.js';
import { holdingColumns, permissionColumns, trailColumns } from './columns.js';
import { csv } from './csv.js';
import { Export } from './export.js';
import { type Holding, holdings } from './holdings.js';
import { jsonLines } from './json-lines.js';
import { type About, manifestFile, manifestOf, manifestOfFile } from './manifest.js';
import { people } from './people.suite.js';
import { permissions } from './permissions.js';
import { trail } from './trail.js';

const about: About = {
  content: 'holdings',
  organization: 'acme',
  model: 'house@1',
  asOf: { revision: 12, time: after(12) },
  version: '0.1.0',
};

async function text(exported: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of exported) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('an export', () => {
  let house: Ledger;
  beforeEach(() => {
    house = furnished()
      .activate('ben')
      .by('person:1')
      .assign('ana', 'guest', 'room:a', { until: after(100) })
      .userLevel('ben', 'room:b', 'room', ['look', 'use'])
      .append({ type: 'UserSuspended', data: { person: 1 } });
  });

  it('as JSON Lines has a record a line, and the manifest as its last line', async () => {
    const exported = new Export(holdings(house.view(), people), jsonLines, about);
    const lines = (await text(exported)).split('\n');

    expect(lines.slice(0, -2).map((line) => JSON.parse(line))).toEqual(
      [...holdings(house.view(), people)].flat(),
    );
    expect(lines.at(-1)).toBe('');
    expect(manifestOf(lines.at(-2)!)).toEqual(exported.manifest);
    const records = lines
      .slice(0, -2)
      .map((line) => `${line}\n`)
      .join('');
    expect(exported.manifest).toEqual({
      schema: 'grantline-export/1',
      ...about,
      format: 'jsonl',
      records: 2,
      counts: { assignment: 1, user_level: 1 },
      revisions: { first: 10, last: 11 },
      bytes: Buffer.byteLength(records),
      sha256: sha256(records),
    });
  });

  it('as CSV has a row a record, and the manifest in a file beside it', async () => {
    const exported = new Export(holdings(house.view(), people), csv(holdingColumns), about);
    const table = await text(exported);

    expect(parse(table, { columns: true })).toEqual([
      {
        kind: 'assignment',
        user: 'ana',
        email: 'ana@example.com',
        status: 'active',
        role: 'guest',
        place: 'room:a',
        resource: '',
        facet: '',
        level: '',
        source: 'person',
        from: '',
        until: after(100),
        since_revision: '10',
        since_time: after(10),
        since_actor: 'ben',
      },
      {
        kind: 'user_level',
        user: 'ben',
        email: 'ben@example.com',
        status: 'suspended',
        role: '',
        place: '',
        resource: 'room:b',
        facet: 'room',
        level: 'look use',
        source: '',
        from: '',
        until: '',
        since_revision: '11',
        since_time: after(11),
        since_actor: 'ben',
      },
    ]);
    expect(exported.manifest).toMatchObject({
      format: 'csv',
      records: 2,
      bytes: Buffer.byteLength(table),
      sha256: sha256(table),
    });
    const file = manifestFile('acme.csv', exported.manifest!);
    expect(file.name).toBe('acme.csv.manifest.json');
    expect(manifestOfFile(file.text)).toEqual(exported.manifest);
  });

  it('of permissions tells in one cell through what', async () => {
    house.assign('ana', 'host', 'floor:1');
    const groups = permissions(house.view(), house.node('room:a'), people);
    const table = await text(
      new Export(groups, csv(permissionColumns), {
        ...about,
        content: 'permissions',
        filter: { scope: 'room:a' },
      }),
    );

    expect(parse(table, { columns: true })).toEqual([
      expect.objectContaining({
        permission: 'room.look',
        through:
          'role `guest` at `room:a` > role `guest` gives `look` on `room:*` or role `host` at `floor:1` > role `host` gives `use` on `room:*`',
        since_revision: '10',
      }),
      expect.objectContaining({ user: 'ana', permission: 'room.use', since_revision: '13' }),
    ]);
  });

  it('of the trail counts events and refused attempts apart', async () => {
    const before = ({ revision }: { revision: number }) => toldEvents[revision]!.before ?? {};
    const records = trail([toldEvents], before);
    const exported = new Export(records, csv(trailColumns), { ...about, content: 'trail' });
    const rows: Record<string, string>[] = parse(await text(exported), { columns: true });
    const refused = toldEvents.filter(({ type }) => type.includes('Refus'));

    expect(rows.map(({ data }) => JSON.parse(data!))).toEqual(toldEvents.map(({ data }) => data));
    expect(rows.map(({ text }) => text)).toEqual(toldEvents.map(({ words }) => words));
    expect(exported.manifest).toMatchObject({
      records: toldEvents.length,
      counts: { event: toldEvents.length - refused.length, refused: refused.length },
      revisions: { first: 0, last: toldEvents.length - refused.length - 1 },
    });
  });

  it('of nothing is a header, or a manifest alone', async () => {
    const empty: (readonly Holding[])[] = [[], []];
    const table = new Export(empty, csv(holdingColumns), about);
    const lines = new Export(empty, jsonLines, about);

    expect(await text(table)).toMatch(/^kind,user,.*,since_actor\r\n$/);
    expect(table.manifest).toMatchObject({ records: 0, counts: {} });
    expect(table.manifest).not.toHaveProperty('revisions');
    expect(await text(lines)).toBe(`${JSON.stringify({ manifest: lines.manifest })}\n`);
    expect(lines.manifest).toMatchObject({ bytes: 0, sha256: sha256('') });
  });

  it('that breaks has no manifest', async () => {
    function* breaking(): Generator<readonly Holding[]> {
      yield* holdings(house.view(), people);
      throw new Error('the ledger went away');
    }
    const exported = new Export(breaking(), jsonLines, about);

    await expect(text(exported)).rejects.toThrow('the ledger went away');
    expect(exported.manifest).toBeUndefined();
  });

  it('makes a record only when somebody asks for it', async () => {
    let made = 0;
    function* endless(): Generator<readonly Holding[]> {
      const [first] = [...holdings(house.view(), people)].flat();
      while (true) {
        made += 1;
        yield [first!];
      }
    }
    for await (const piece of new Export(endless(), jsonLines, about)) {
      expect(piece.length).toBeLessThan(100_000);
      break;
    }

    expect(made).toBeLessThan(1_000);
  });

  it('lets others go on between its pieces, also while it finds nothing', async () => {
    let turns = 0;
    let turn = setImmediate(function next() {
      turns += 1;
      turn = setImmediate(next);
    });
    const [first] = [...holdings(house.view(), people)].flat();
    const many = Array.from({ length: 20_000 }, (_, index) => (index < 10_000 ? [first!] : []));
    let pieces = 0;
    for await (const _ of new Export(many, jsonLines, about)) pieces += 1;
    clearImmediate(turn);

    expect(pieces).toBeGreaterThan(10);
    expect(turns).toBeGreaterThanOrEqual(pieces + 9);
  });
});
