import { keyStoreSuite } from '#store/key-store.suite.js';
import { describe } from '@jest/globals';
import { storeOfHome } from './data-folder.suite.js';

describe('key store in SQLite', () => {
  keyStoreSuite(
    storeOfHome((home) => home.keys),
    { durable: true },
  );
});
