import { keyStoreSuite } from '#store/key-store.suite.js';
import { describe } from '@jest/globals';
import { server, storeOf } from './trial.suite.js';

describe(`key store in ${server}`, () => {
  keyStoreSuite(
    storeOf(({ keys }) => keys),
    { durable: true },
  );
});
