import { describe } from '@jest/globals';
import type { EventStore } from './event-store.js';
import { appendSuite } from './event-store.append.suite.js';
import { readSuite } from './event-store.read.suite.js';
import { subscribeSuite } from './event-store.subscribe.suite.js';
import type { MakeHome } from './home.suite.js';

/**
 * The promises of an event store. `durable`: what was written is there when the home is opened again. `knowsIds`: an id
 * that stands elsewhere is refused; where a home cannot promise that, its spec says why.
 */
export function eventStoreSuite(
  make: MakeHome<EventStore>,
  { durable, knowsIds = true }: { durable: boolean; knowsIds?: boolean },
): void {
  describe('append', () => {
    appendSuite(make, { durable, knowsIds });
  });
  describe('read', () => {
    readSuite(make);
  });
  describe('subscribe', () => {
    subscribeSuite(make, { durable });
  });
}
