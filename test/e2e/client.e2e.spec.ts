import { beforeAll, describe, expect, it } from '@jest/globals';
import { Grantline } from '#client/grantline.js';
import type { Capability } from '#client/platform.js';
import type { Organization } from '#client/organization.js';
import { founding } from './client-founding.js';
import { operatorKey, trial } from './trial.js';

const edit = 'miniapps.edit_app';

describe('the client, asking the real program', () => {
  const service = trial();
  let operator: Grantline;
  let acme: Organization;

  /** A client of a service with a key of its own. */
  const serviceWith = async (...capabilities: Capability[]) => {
    const { secret } = await operator.createKey({ name: 'crm', organizations: ['acme'], capabilities });
    return new Grantline({ url: service.url, key: secret });
  };

  beforeAll(async () => {
    operator = new Grantline({ url: service.url, key: operatorKey });
    acme = operator.organization('acme');
    await acme.send(founding);
  });

  describe('checks', () => {
    const question = { user: 'dev', permission: edit, resource: 'group:sales' } as const;

    it('gets yes and no', async () => {
      expect(await acme.check(question)).toBe(true);
      expect(await acme.check({ ...question, resource: 'group:support' })).toBe(false);
      expect(await acme.check({ ...question, user: 'nobody' })).toBe(false);
      expect(
        await acme.checkMany([question, { ...question, user: 'vic' }, { ...question, permission: 'fly' }]),
      ).toEqual([true, false, false]);
      expect(
        await acme.checkMany([question, { ...question, user: 'vic' }, question], {
          semantic: 'deny_on_first_deny',
        }),
      ).toEqual([true, false]);
    });

    it('gets the reason, the facts and the revision', async () => {
      const { revision } = await acme.details();

      expect(await acme.explain(question)).toMatchObject({
        allowed: true,
        reason: 'ALLOWED',
        revision,
        because: [
          [
            { kind: 'assignment', role: 'developer', place: 'group:sales', actor: 'operator:root' },
            { kind: 'grant' },
          ],
        ],
        hidden: [],
      });
      expect(await acme.explain({ ...question, user: 'vic' })).toMatchObject({
        allowed: false,
        reason: 'NO_ROLE_GIVES_IT',
      });
    });

    it('reads what it wrote, and what was before', async () => {
      const { revision } = await acme.details();
      const asked = { ...question, user: 'vic' };

      await acme.send({ type: 'AssignRole', data: { user: 'vic', role: 'developer', place: 'group:sales' } });

      expect(await acme.check(asked)).toBe(true);
      expect(await acme.check(asked, { asOf: revision })).toBe(false);
      await acme.send({ type: 'RevokeRole', data: { user: 'vic', role: 'developer', place: 'group:sales' } });
      expect(await acme.check(asked)).toBe(false);
    });

    it('does not get an answer older than it asks for', async () => {
      const impatient = new Grantline({ url: service.url, key: operatorKey, retries: 0 }).organization(
        'acme',
      );

      await expect(impatient.check(question, { atLeast: 100_000 })).rejects.toMatchObject({
        code: 'REVISION_NOT_YET_AVAILABLE',
        status: 503,
        unavailable: true,
      });
    });

    it('has exactly the rights of the person it acts for', async () => {
      const dev = operator.as('dev').organization('acme');

      expect(await dev.check(question)).toBe(true);
      expect(await dev.explain({ ...question, resource: 'group:support' })).toMatchObject({
        allowed: false,
        reason: undefined,
      });
      await expect(dev.check({ ...question, user: 'ana' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(operator.as('nobody').organization('acme').check(question)).rejects.toMatchObject({
        code: 'UNKNOWN_ORGANIZATION',
        unavailable: false,
      });
    });
  });

  describe('commands', () => {
    it('are carried out once for a key, however often they are sent', async () => {
      const command = {
        type: 'RegisterResource',
        data: { ref: 'group:once', parent: 'organization:acme' },
      } as const;
      const options = { idempotencyKey: 'register-once' };

      const first = await acme.send(command, options);

      expect(await acme.send(command, options)).toEqual(first);
      await expect(
        acme.send({ ...command, data: { ...command.data, name: 'Once' } }, options),
      ).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 409 });
      expect(first).toMatchObject({
        eventCount: 1,
        events: [{ type: 'ResourceRegistered', revision: first.revision }],
      });
    });

    it('are carried out once, also where the first answer got lost', async () => {
      let lost = 0;
      const losing: typeof fetch = async (input, init) => {
        const response = await fetch(input, init);
        if (lost++ > 0) return response;
        throw new TypeError('the answer got lost');
      };
      const unlucky = new Grantline({
        url: service.url,
        key: operatorKey,
        fetch: losing,
        wait: async () => undefined,
      });
      const before = await acme.details();

      const { revision } = await unlucky
        .organization('acme')
        .send({ type: 'RegisterResource', data: { ref: 'group:lost', parent: 'organization:acme' } });

      expect({ lost, revision }).toEqual({ lost: 2, revision: before.revision + 1 });
      expect(await acme.details()).toMatchObject({ revision });
    });

    it('tell what would happen, without doing it', async () => {
      const before = await acme.details();

      const { events, impact } = await acme.send(
        { type: 'RemoveUser', data: { user: 'vic' } },
        { dryRun: true },
      );

      expect(events).toMatchObject([{ type: 'UserRemoved' }]);
      expect(impact).toMatchObject({
        gained: [],
        truncated: false,
        counts: { gained: 0, lost: impact!.lost.length },
      });
      expect(impact!.lost).toContainEqual({
        user: 'vic',
        permission: 'miniapps.list_apps',
        resource: 'group:support',
      });
      expect(await acme.details()).toEqual(before);
    });

    it('are refused as a whole, with every fault', async () => {
      const before = await acme.details();
      const commands = [
        { type: 'AddUser', data: { user: 'eve' } },
        { type: 'AddUser', data: { user: ' ' } },
      ] as const;

      await expect(acme.send(commands)).rejects.toMatchObject({
        code: 'INVALID_ID',
        status: 400,
        faults: [{ path: '/commands/1/data/user', code: 'INVALID_ID' }],
        requestId: expect.any(String),
      });
      await expect(
        acme.send({ type: 'AddUser', data: { user: 'eve' } }, { expectedRevision: 0 }),
      ).rejects.toMatchObject({ code: 'REVISION_CONFLICT', status: 412 });
      expect(await acme.details()).toEqual(before);
    });

    it('are within the capabilities of a key', async () => {
      const crm = (await serviceWith('write:RegisterResource')).organization('acme');

      await crm.send({ type: 'RegisterResource', data: { ref: 'group:crm', parent: 'organization:acme' } });
      await expect(crm.send({ type: 'CloseOrganization', data: {} })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    });
  });
});
