import { z } from 'zod';
import { event } from '../openapi/event.js';

const permissions = z.array(z.string());

const change = z
  .object({ resource: z.string(), gained: permissions, lost: permissions })
  .and(
    z.union([
      z.object({ user: z.string() }).describe('one person'),
      z
        .object({ role: z.string(), place: z.string(), holders: z.int() })
        .describe('everybody who holds the role at the place'),
    ]),
  );

/** Data of the messages that are published, by topic. */
export const published = {
  'grantline.ledger': event,
  'grantline.access': z.object({
    event: z.uuid().describe('the event that did it'),
    revision: z.int(),
    changes: z
      .array(change)
      .describe('what people gained and lost, at most 1,000 of them, and about half a megabyte'),
    truncated: z.boolean().describe('there are more: forget every decision of the organization'),
  }),
};

/** Attributes of CloudEvents 1.0, as headers. */
export const headers = z.object({
  'content-type': z.literal('application/json'),
  ce_specversion: z.literal('1.0'),
  ce_id: z.string().describe('id of the event, with `-access` behind it on `grantline.access`'),
  ce_type: z.string().describe('`grantline.RoleAssigned.v1` and so on, or `grantline.access.v1`'),
  ce_source: z.string().describe('`/v1/organizations/<organization>`'),
  ce_subject: z
    .string()
    .optional()
    .describe('on `grantline.ledger`, what the event is about: `user:ana`, `role:editor`, `group:sales`'),
  ce_dataschema: z.string().describe('where this document describes the data, relative to the service'),
  ce_time: z.iso.datetime(),
  ce_revision: z
    .string()
    .regex(/^\d+$/)
    .describe('drop what is not newer than you have seen of the organization'),
  ce_epoch: z.string().describe('which life of the store; forget everything when it is another one'),
});
