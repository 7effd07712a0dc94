import { z } from 'zod';
import { wholeNumber } from '../http/parameters.js';

const version = wholeNumber(1, 999_999_999);

export const changesQuery = z.strictObject({
  from: version.describe('one version of the model'),
  to: version.describe('the version to compare it with'),
});

export type ChangesRequest = z.output<typeof changesQuery>;
