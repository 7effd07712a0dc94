import { projectsRandomLedgers } from '#projections/read-model/projection.suite.js';
import { MemoryEventStore } from './event-store.js';
import { MemoryPositionStore } from './position-store.js';
import { MemoryReadModel } from './read-model.js';

projectsRandomLedgers(
  async () => ({
    model: new MemoryReadModel(),
    store: new MemoryEventStore(),
    positions: new MemoryPositionStore(),
  }),
  15,
);
