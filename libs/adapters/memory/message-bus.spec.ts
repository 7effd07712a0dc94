import { behavesLikeMessageBus } from '#projections/publishing/message-bus.suite.js';
import { MemoryMessageBus } from './message-bus.js';

behavesLikeMessageBus(async () => {
  const bus = new MemoryMessageBus();
  const revision = (headers: Readonly<Record<string, string>>) => Number(headers['ce_revision']);
  return {
    bus,
    taken: async () =>
      new Map(
        [...Map.groupBy(bus.taken, ({ key }) => key)].map(([key, messages]) => [
          key,
          messages.map(({ headers }) => revision(headers)),
        ]),
      ),
  };
});
