import { describe, expect, it } from '@jest/globals';
import { acme, beginAcme, founding, order, type Receipt } from './acme.js';
import { trial } from './trial.js';

const commands = `${acme}/commands`;

describe('commands', () => {
  const service = trial();
  beginAcme(() => service.operator);
  const send = (body: unknown, headers?: Record<string, string>) =>
    service.operator.post<Receipt>(commands, body, headers);
  const revision = async () => (await service.operator.get<{ revision: number }>(acme)).body.revision;

  it('answer with the events that they made', async () => {
    const before = await revision();
    const answer = await send({
      ...order('AddUser', { user: 'eve', email: 'eve@example.com' }),
      reason: 'CHG-1042',
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      organization: 'acme',
      revision: before + 1,
      eventCount: 1,
      events: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          type: 'UserActivated',
          revision: before + 1,
          actor: 'operator:root',
          via: 'operator:root',
          reason: 'CHG-1042',
          data: { user: 'eve', email: 'eve@example.com' },
        },
      ],
      warnings: [],
    });
    expect(answer.headers.get('grantline-revision')).toBe(String(before + 1));
  });

  it('without effect answer with no events', async () => {
    const before = await revision();
    const role = { user: 'dev', roles: ['developer'], place: 'group:sales' };
    expect(await send(order('SetUserRoles', role))).toMatchObject({
      status: 200,
      body: { revision: before, eventCount: 0, events: [] },
    });
  });

  it('are all done or none', async () => {
    const before = await revision();
    const { status, body } = await send({
      commands: [
        { type: 'AddUser', data: { user: 'gil' } },
        { type: 'AssignRole', data: { user: 'nobody', role: 'viewer', place: 'group:sales' } },
      ],
    });
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'NOT_A_MEMBER' });
    expect(await revision()).toBe(before);
  });

  it('write nothing as a dry run', async () => {
    const before = await revision();
    const answer = await send({ ...order('AddUser', { user: 'hal' }), dryRun: true });
    expect(answer).toMatchObject({ status: 200, body: { revision: before, eventCount: 1 } });
    expect(await revision()).toBe(before);
  });

  it('refuse a state that has moved on', async () => {
    const now = await revision();
    const move = (expectedRevision: number) =>
      send({ ...order('AddUser', { user: `i${now}` }), expectedRevision });
    const late = await move(now - 1);
    expect(late).toMatchObject({ status: 412, body: { code: 'REVISION_CONFLICT' } });
    expect(late.headers.get('grantline-revision')).toBe(String(now));
    expect(await move(now)).toMatchObject({ status: 200 });
  });

  it('are done once under one idempotency key', async () => {
    const body = order('AddUser', { user: 'joe' });
    const key = { 'idempotency-key': 'joe-1' };
    const [first, again] = [await send(body, key), await send(body, key)];
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await send(order('AddUser', { user: 'kim' }), key)).toMatchObject({
      status: 409,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it.each([[''], ['a b'], ['x'.repeat(256)], ['a, b']])('refuse the idempotency key %j', async (key) => {
    const answer = await send(order('AddUser', { user: 'lea' }), { 'idempotency-key': key });
    expect(answer).toMatchObject({ status: 400, body: { code: 'MALFORMED' } });
  });

  it('begin an organization once', async () => {
    expect(await send(founding)).toMatchObject({ status: 409, body: { code: 'ORGANIZATION_EXISTS' } });
    expect(
      await service.operator.post('/v1/organizations/none/commands', order('AddUser', { user: 'a' })),
    ).toMatchObject({
      status: 404,
      body: { code: 'UNKNOWN_ORGANIZATION' },
    });
    expect(await service.operator.post('/v1/organizations/No!/commands', founding)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_ID' },
    });
  });

  it('warn about what is allowed and unwise', async () => {
    await send(order('CreateRole', { role: 'old', name: 'Old' }));
    await send(order('DeprecateRole', { role: 'old' }));
    const { body } = await send(order('AssignRole', { user: 'ana', role: 'old', place: 'group:support' }));
    expect(body.warnings).toMatchObject([{ code: 'DEPRECATED_ROLE' }]);
  });
});
