import { z } from 'zod';

/** An event as it is answered. */
export const event = z.object({
  id: z.uuid(),
  type: z.string(),
  revision: z.int(),
  time: z.iso.datetime(),
  actor: z.string().describe('whose rights decided'),
  via: z.string().describe('the credential'),
  reason: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
