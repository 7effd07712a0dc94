import { snapshotStoreSuite } from '#store/snapshot-store.suite.js';
import { describe } from '@jest/globals';
import { MemorySnapshotStore } from './snapshot-store.js';

describe('snapshot store in memory', () => {
  snapshotStoreSuite(async () => ({ store: new MemorySnapshotStore(), remove: async () => {} }), {
    durable: false,
  });
});
