import { z } from 'zod';
import { anyName, flag, instant, paging, wholeNumber, when } from '../../http/parameters.js';

export const eventsQuery = z.strictObject({
  atLeast: when.atLeast,
  ...paging,
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).exactOptional().describe('only events after this revision'),
  actor: anyName.describe('whose doing: a user id, `operator:root`, `service:crm` or `erased-17`'),
  user: anyName.describe('whom it concerns: a user id or `erased-17`'),
  role: anyName.describe('which role it concerns'),
  resource: anyName.describe('which resource it concerns, as `type:id`; also what is held there'),
  type: anyName.describe('type of the event, or of the command that was refused'),
  since: instant.describe('only what happened at or after this instant'),
  until: instant.describe('only what happened before this instant'),
  refused: flag.describe('attempts that were refused, in the place of events'),
  order: z
    .enum(['newest', 'oldest'])
    .exactOptional()
    .describe('which come first: the newest, or with `after` the oldest, if left out'),
});

export type EventsRequest = z.output<typeof eventsQuery>;
