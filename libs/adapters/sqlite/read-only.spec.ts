import { readAll, samples, Subscriber } from '#store/event-samples.suite.js';
import { type EventStore, StoreUnavailable } from '#store/event-store.js';
import { readSuite } from '#store/event-store.read.suite.js';
import { subscribeSuite } from '#store/event-store.subscribe.suite.js';
import type { Home } from '#store/home.suite.js';
import { sampleKey } from '#store/key-store.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, removeFolder } from './data-folder.suite.js';
import { openHome } from './home.js';
import { openReadOnly } from './read-only.js';

/** A store that is written by one connection and read by another, as by a service and an auditor's tool. */
async function readBesideTheWriter(): Promise<Home<EventStore>> {
  const folder = newFolder();
  const writer = openHome(folder);
  const auditor = openReadOnly(folder);
  const close = async (): Promise<void> => {
    auditor.close();
    await writer.close();
  };
  return {
    store: {
      append: (...append) => writer.events.append(...append),
      read: (...read) => auditor.events.read(...read),
      head: (stream) => auditor.events.head(stream),
      subscribe: (options) => auditor.events.subscribe(options),
      close,
    },
    remove: async () => {
      await close();
      removeFolder(folder);
    },
  };
}

describe('a reader beside the writer', () => {
  describe('read', () => {
    readSuite(readBesideTheWriter);
  });
  describe('subscribe', () => {
    subscribeSuite(readBesideTheWriter, { durable: false });
  });
});

describe('a home opened for reading only', () => {
  let folder: string;
  beforeEach(async () => {
    folder = newFolder();
    const home = openHome(folder);
    await home.events.append('organization-a', samples(0, 2), 'none');
    await home.keys.put([sampleKey(0), sampleKey(1)]);
    await home.close();
  });
  afterEach(() => removeFolder(folder));

  it('gives events and keys while no service runs, to several at once', async () => {
    const auditors = [openReadOnly(folder), openReadOnly(folder)];
    for (const auditor of auditors) {
      expect(await readAll(auditor.events, 'organization-a')).toHaveLength(3);
      expect(await auditor.keys?.get([sampleKey(1).id])).toEqual([sampleKey(1)]);
    }
    for (const auditor of auditors) auditor.close();
  });

  it('does not keep a service from starting, writing and destroying keys', async () => {
    const auditor = openReadOnly(folder);
    const live = new Subscriber(auditor.events);
    await live.take(3);
    const home = openHome(folder);
    const next = live.next();
    await home.events.append('organization-a', samples(3, 3), 2);
    expect(await next).toMatchObject({ revision: 3 });
    await home.keys.destroy([sampleKey(0).id]);
    expect(await auditor.keys?.get([sampleKey(0).id])).toEqual([]);
    auditor.close();
    await home.close();
  });

  it('can do without the keys', async () => {
    rmSync(join(folder, 'keys.db'));
    const auditor = openReadOnly(folder);
    expect(auditor.keys).toBeUndefined();
    expect(await auditor.events.head('organization-a')).toBe(2);
    auditor.close();
  });

  it('is refused where there is none', () => {
    expect(() => openReadOnly(join(folder, 'missing'))).toThrow(StoreUnavailable);
  });
});
