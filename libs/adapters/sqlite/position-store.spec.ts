import { positionStoreSuite } from '#store/position-store.suite.js';
import { describe } from '@jest/globals';
import { storeOfHome } from './data-folder.suite.js';

describe('position store in SQLite', () => {
  positionStoreSuite(
    storeOfHome((home) => home.positions),
    { durable: true },
  );
});
