import { beforeAll, describe, expect, it } from '@jest/globals';
import { acme, beginAcme, type Decision, order, question } from './acme.js';
import { trial } from './trial.js';

const evaluation = `${acme}/access/v1/evaluation`;
const edit = 'miniapps.edit_app';

describe('an erased person', () => {
  const service = trial();
  beginAcme(() => service.operator);
  let before: number;

  beforeAll(async () => {
    before = (await service.operator.get<{ revision: number }>(acme)).body.revision;
    const { status } = await service.operator.post(`${acme}/commands`, order('EraseUser', { user: 'dev' }));
    if (status !== 200) throw new Error('dev could not be erased');
  });

  it('is an unknown subject at every revision', async () => {
    for (const options of [{}, { asOf: before }]) {
      const { body } = await service.operator.post<Decision>(
        evaluation,
        question('dev', edit, 'group:sales', { ...options, explain: true }),
      );
      expect(body).toMatchObject({ decision: false, context: { grantline: { reason: 'UNKNOWN_SUBJECT' } } });
    }
  });

  it('stands in lists of the past without a name', async () => {
    const users = await service.operator.get<{ items: { user: string }[] }>(`${acme}/users?asOf=${before}`);
    expect(users.body.items.map(({ user }) => user)).toEqual([
      'ana',
      expect.stringMatching(/^erased-\d+$/),
      'vic',
    ]);
    const text = JSON.stringify([users.body, (await service.operator.get(`${acme}/events?limit=1000`)).body]);
    expect(text).not.toMatch(/"dev"|dev@example/);
    expect(await service.operator.get(`${acme}/users/dev`)).toMatchObject({
      status: 404,
      body: { code: 'NOT_A_MEMBER' },
    });
    expect(await service.operator.as('dev').get(acme)).toMatchObject({
      status: 404,
      body: { code: 'UNKNOWN_ORGANIZATION' },
    });
  });
});

describe('a closed organization', () => {
  const service = trial();
  beginAcme(() => service.operator);
  let before: number;

  beforeAll(async () => {
    before = (await service.operator.get<{ revision: number }>(acme)).body.revision;
    await service.operator.post(`${acme}/commands`, order('CloseOrganization', {}));
  });

  it('allows nothing any more, and did before', async () => {
    const ask = async (options: object) =>
      (await service.operator.post<Decision>(evaluation, question('dev', edit, 'group:sales', options))).body;
    expect(await ask({ explain: true })).toMatchObject({
      decision: false,
      context: { grantline: { reason: 'ORGANIZATION_CLOSED' } },
    });
    expect(await ask({ asOf: before })).toEqual({ decision: true });
    const found = await service.operator.post(
      `${acme}/access/v1/search/subject`,
      question('x', edit, 'group:sales'),
    );
    expect(found.body).toMatchObject({ results: [] });
  });

  it('takes no commands', async () => {
    expect(await service.operator.post(`${acme}/commands`, order('AddUser', { user: 'x' }))).toMatchObject({
      status: 409,
      body: { code: 'ORGANIZATION_CLOSED' },
    });
  });

  it('can be read by those who could read it at the closing', async () => {
    expect(await service.operator.get(acme)).toMatchObject({ status: 200, body: { status: 'closed' } });
    for (const path of ['', '/users', '/roles', '/events']) {
      expect((await service.operator.as('ana').get(`${acme}${path}`)).status).toBe(200);
    }
    expect((await service.operator.as('dev').get(`${acme}/users`)).status).toBe(403);
  });
});
