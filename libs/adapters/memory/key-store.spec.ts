import { keyStoreSuite } from '#store/key-store.suite.js';
import { describe } from '@jest/globals';
import { MemoryKeyStore } from './key-store.js';

describe('key store in memory', () => {
  keyStoreSuite(
    async () => {
      const store = new MemoryKeyStore();
      return { store, remove: () => store.close() };
    },
    { durable: false },
  );
});
