import { positionStoreSuite } from '#store/position-store.suite.js';
import { describe } from '@jest/globals';
import { MemoryPositionStore } from './position-store.js';

describe('position store in memory', () => {
  positionStoreSuite(async () => ({ store: new MemoryPositionStore(), remove: async () => {} }), {
    durable: false,
  });
});
