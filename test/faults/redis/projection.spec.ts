import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemoryPositionStore } from '#adapters/memory/position-store.js';
import { RedisReadModel } from '#adapters/redis/read-model.js';
import { projectsRandomLedgers } from '#projections/read-model/projection.suite.js';
import { randomUUID } from 'node:crypto';

projectsRandomLedgers(async () => {
  const model = new RedisReadModel(process.env['REDIS_URL']!, randomUUID());
  await model.connected();
  return { model, store: new MemoryEventStore(), positions: new MemoryPositionStore() };
}, 5);
