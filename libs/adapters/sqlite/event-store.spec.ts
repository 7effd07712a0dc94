import { eventStoreSuite } from '#store/event-store.suite.js';
import { describe } from '@jest/globals';
import { storeOfHome } from './data-folder.suite.js';

describe('event store in SQLite', () => {
  eventStoreSuite(
    storeOfHome((home) => home.events),
    { durable: true },
  );
});
