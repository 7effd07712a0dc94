import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemoryPositionStore } from '#adapters/memory/position-store.js';
import { RedisReadModel } from '#adapters/redis/read-model.js';
import { projectsRandomLedgers } from '#projections/read-model/projection.suite.js';
import { randomUUID } from 'node:crypto';
import { answering } from './answering.js';

projectsRandomLedgers(
  async () => ({
    model: await answering(() => new RedisReadModel(process.env['REDIS_URL']!, randomUUID())),
    store: new MemoryEventStore(),
    positions: new MemoryPositionStore(),
  }),
  5,
);
