import { positionStoreSuite } from '#store/position-store.suite.js';
import { describe } from '@jest/globals';
import { server, storeOf } from './trial.suite.js';

describe(`position store in ${server}`, () => {
  positionStoreSuite(
    storeOf(({ positions }) => positions),
    { durable: true },
  );
});
