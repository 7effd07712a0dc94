import { eventStoreSuite } from '#store/event-store.suite.js';
import { describe } from '@jest/globals';
import { MemoryEventStore } from './event-store.js';

describe('event store in memory', () => {
  eventStoreSuite(
    async () => {
      const store = new MemoryEventStore();
      return { store, remove: () => store.close() };
    },
    { durable: false },
  );
});
