import { z } from 'zod';
import { anyName, flag, moment, ref, when } from '../../http/parameters.js';

export const differencesQuery = z.strictObject({
  from: moment.describe('the earlier moment: a revision (at the instant of its event) or a time'),
  to: moment.exactOptional().describe('the later one; now if left out'),
  atLeast: when.atLeast,
  user: anyName.describe('only what one person gained or lost, for whatever reason'),
  role: anyName.describe('only what everybody who holds this role gained or lost'),
  resource: ref.exactOptional().describe('only on this resource and everything below it, as `type:id`'),
  sources: flag.describe(
    'whether to tell what is allowed at both moments for other reasons, too; if left out, only for one person',
  ),
});

export type DifferencesRequest = z.output<typeof differencesQuery>;
