import { describe } from '@jest/globals';
import type { EventStore } from './event-store.js';
import { appendSuite } from './event-store.append.suite.js';
import { readSuite } from './event-store.read.suite.js';
import { subscribeSuite } from './event-store.subscribe.suite.js';
import type { MakeHome } from './home.suite.js';

/** The promises of an event store. `durable`: what was written is there when the home is opened again. */
export function eventStoreSuite(make: MakeHome<EventStore>, { durable }: { durable: boolean }): void {
  describe('append', () => {
    appendSuite(make, { durable });
  });
  describe('read', () => {
    readSuite(make);
  });
  describe('subscribe', () => {
    subscribeSuite(make, { durable });
  });
}
