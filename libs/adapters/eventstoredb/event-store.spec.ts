import { eventStoreSuite } from '#store/event-store.suite.js';
import { describe } from '@jest/globals';
import { server, storeOf } from './trial.suite.js';

describe(`event store in ${server}`, () => {
  eventStoreSuite(
    storeOf(({ events }) => events),
    // A server looks at ids only to know a repeated append again. Ours are random, so what is lost is an alarm.
    { durable: true, knowsIds: false },
  );
});
