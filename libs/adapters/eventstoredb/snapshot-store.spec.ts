import { snapshotStoreSuite } from '#store/snapshot-store.suite.js';
import { describe } from '@jest/globals';
import { server, storeOf } from './trial.suite.js';

describe(`snapshot store in ${server}`, () => {
  snapshotStoreSuite(
    storeOf(({ snapshots }) => snapshots),
    { durable: true },
  );
});
