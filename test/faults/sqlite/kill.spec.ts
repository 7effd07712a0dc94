import { checkHome } from '#adapters/sqlite/check.js';
import { openHome } from '#adapters/sqlite/home.js';
import { openReadOnly } from '#adapters/sqlite/read-only.js';
import { StoreUnavailable, type EventReader } from '#store/event-store.js';
import type { StoredEvent } from '#events/envelope.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Acknowledgement } from './acknowledgement.js';
import { Child } from './child.js';

const kills = 20;

describe('a process that writes to a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grantline-kill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it(`loses nothing acknowledged and leaves no half of a batch when it is killed, ${kills} times over`, async () => {
    const seen = new Map<string, number>();
    let acknowledgements = 0;
    for (let round = 0; round < kills; round += 1) {
      const writer = new Child('writer.ts', [folder, String(randomInt(1, 2_147_483_647))]);
      const lines: string[] = [];
      for (let left = randomInt(1, 60); left > 0; left -= 1) lines.push((await writer.line())!);
      // Between two acknowledgements the writer may be anywhere: let it go on for a random while.
      for (let turns = randomInt(0, 2_000); turns > 0; turns -= 1) await new Promise(setImmediate);
      lines.push(...(await writer.kill()));

      const acknowledged = lines.map((line) => JSON.parse(line) as Acknowledgement); // as the writer printed it
      acknowledgements += acknowledged.length;
      const home = openHome(folder);
      for (const { stream, last, ids } of acknowledged) {
        const events = await eventsFrom(home.events, stream, last - ids.length + 1, last);
        expect(events.map(({ id }) => id)).toEqual(ids);
      }
      const keys = acknowledged.map(({ key }) => key);
      const held = await home.keys.get(keys.map(({ id }) => id));
      expect(held).toEqual(keys);
      for (const stream of ['organization-a', 'organization-b', 'refusals-a']) {
        const events = await eventsFrom(home.events, stream, seen.get(stream) ?? 0);
        expect(halves(events)).toEqual([]);
        seen.set(stream, (seen.get(stream) ?? 0) + events.length);
      }
      await home.close();
    }
    for await (const fault of checkHome(folder)) expect(fault).toBeUndefined();
    expect(acknowledgements).toBeGreaterThan(kills);
  }, 60_000);

  it('is the only one, until it is killed; a reader is let in beside it', async () => {
    const writer = new Child('writer.ts', [folder, '1']);
    await writer.line();
    expect(() => openHome(folder)).toThrow(StoreUnavailable);
    expect(() => openHome(folder)).toThrow(/another process writes to/);
    const auditor = openReadOnly(folder);
    const abort = new AbortController();
    let live = 0;
    for await (const _ of auditor.events.subscribe({ signal: abort.signal })) {
      live += 1;
      if (live === 200) abort.abort();
    }
    expect(live).toBe(200);
    auditor.close();
    await writer.kill();
    await openHome(folder).close();
  }, 60_000);
});

async function eventsFrom(
  store: EventReader,
  stream: string,
  from: number,
  to?: number,
): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of store.read(stream, to === undefined ? { from } : { from, to }))
    events.push(...page);
  return events;
}

/** The requests of which not all events follow each other in `events`. */
function halves(events: readonly StoredEvent[]): readonly string[] {
  const found: string[] = [];
  for (let start = 0; start < events.length;) {
    const { command, count } = events[start]!.metadata;
    const whole = events.slice(start, start + Number(count));
    const places = whole.map(
      ({ metadata }, index) => metadata.command === command && metadata.index === String(index),
    );
    if (whole.length < Number(count) || places.includes(false)) found.push(command);
    start += Number(count);
  }
  return found;
}
