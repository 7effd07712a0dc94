import { describe, expect, it } from '@jest/globals';
import { beginAcme, acme, question } from './acme.js';
import { trial } from './trial.js';

type Described = {
  paths: Record<string, Record<string, { security?: unknown[]; responses: object }>>;
  components: { schemas: object };
};

describe('the service', () => {
  const service = trial();
  beginAcme(() => service.operator);

  it('counts what it answers', async () => {
    await service.operator.post(
      `${acme}/access/v1/evaluation`,
      question('dev', 'miniapps.edit_app', 'group:sales'),
    );
    await service.operator.post(`${acme}/access/v1/evaluation`, question('dev', 'fly', 'group:sales'));
    await service.stranger.get('/v1/keys');
    const { body } = await service.stranger.get<string>('/metrics');
    expect(body).toMatch(/^grantline_checks_allowed_total 1$/m);
    expect(body).toMatch(/^grantline_checks_denied_total 1$/m);
    expect(body).toMatch(/^grantline_failed_logins_total 1$/m);
    expect(body).toMatch(/^grantline_open_ledgers 1$/m);
    expect(body).toMatch(/^grantline_events_total \d\d$/m);
    expect(body).toMatch(/^process_cpu_seconds_total /m);
    expect(body).not.toContain('acme');
  });

  it('describes every call that it takes, with every problem', async () => {
    const { body } = await service.stranger.get<Described>('/openapi.json');
    expect(body).toMatchObject({ openapi: '3.1.1', security: [{ key: [] }] });
    expect(Object.keys(body.components.schemas)).toEqual(
      expect.arrayContaining(['Problem', 'AssignRole', 'CreateOrganization']),
    );
    for (const [path, methods] of Object.entries(body.paths)) {
      for (const [method, { security, responses }] of Object.entries(methods)) {
        const sent = path.replace('{organization}', 'acme').replaceAll(/\{\w+\}/g, 'x');
        const answer = await service.stranger.send(method.toUpperCase(), sent, {});
        const wanted = security === undefined ? [401, 429] : [200, 404];
        expect({ path, method, status: answer.status, known: wanted.includes(answer.status) }).toMatchObject({
          known: true,
        });
        expect(Object.keys(responses)).toContain(String(answer.status === 404 ? 400 : answer.status));
      }
    }
  });

  it('shows that to people, with nothing from elsewhere', async () => {
    const page = await service.stranger.get<string>('/docs');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.body).not.toMatch(/https?:\/\//);
    for (const [, path] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect({ path, status: (await service.stranger.get(path!)).status }).toEqual({ path, status: 200 });
    }
    expect((await service.stranger.get('/docs/..%2Fpackage.json')).status).toBe(404);
  });
});
