import { randomUUID } from 'node:crypto';
import type { Organization } from '#client/organization.js';

export async function hire(acme: Organization): Promise<number> {
  const { revision } = await acme.send(
    [
      { type: 'AddUser', data: { user: 'eve', email: 'eve@example.com' } },
      { type: 'AssignRole', data: { user: 'eve', role: 'developer', place: 'group:sales' } },
    ],
    { reason: 'CHG-1042' },
  );
  return revision;
}

export async function rehearse(acme: Organization): Promise<string[]> {
  const { impact } = await acme.send({ type: 'RemoveUser', data: { user: 'eve' } }, { dryRun: true });
  return impact!.lost.map(({ permission, resource }) => `loses ${permission} on ${resource}`);
}

export async function changeWhatWasRead(acme: Organization): Promise<void> {
  const { revision } = await acme.details();
  const { assignments } = await acme.user('eve', { asOf: revision });
  if (assignments.length > 1) return;
  await acme.send(
    { type: 'SuspendUser', data: { user: 'eve' } },
    { expectedRevision: revision }, // REVISION_CONFLICT if anything was written meanwhile
  );
}

export async function onceAndForAll(acme: Organization, keep: (key: string) => Promise<void>): Promise<void> {
  const idempotencyKey = randomUUID();
  await keep(idempotencyKey); // wherever it outlives this process
  await acme.send({ type: 'EraseUser', data: { user: 'eve' } }, { idempotencyKey });
}
