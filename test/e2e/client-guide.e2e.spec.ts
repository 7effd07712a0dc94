import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Grantline } from '#client/grantline.js';
import type { Organization } from '#client/organization.js';
import { asAna } from '../../docs/examples/client/acting.js';
import * as checks from '../../docs/examples/client/checks.js';
import * as commands from '../../docs/examples/client/commands.js';
import { connect, connectInAHurry } from '../../docs/examples/client/connect.js';
import { assign } from '../../docs/examples/client/errors.js';
import * as lists from '../../docs/examples/client/lists.js';
import { whoCan } from '../../docs/examples/client/searches.js';
import { changesOf } from '../../docs/examples/client/trail.js';
import { founding } from './client-founding.js';
import { operatorKey, trial } from './trial.js';

describe('the guide to the client', () => {
  const trimmed = (text: string) => `\n${text.trimEnd().replace(/^ +/gm, '')}\n`;
  const tested = globSync('docs/examples/**/*.ts').map((file) => trimmed(readFileSync(file, 'utf8')));
  const blocks = readFileSync('docs/client.md', 'utf8').matchAll(/^```ts\n(.*?)^```$/gms);
  const quoted = [...blocks].map(([, block]) => [block!.split('\n', 1)[0]!, block!]);

  it.each(quoted)('quotes tested code: %s', (_, block) => {
    expect(tested.filter((code) => code.includes(trimmed(block)))).toHaveLength(1);
  });
});

describe('what the guide shows', () => {
  const service = trial();
  let acme: Organization;

  beforeAll(async () => {
    acme = connect(service.url, operatorKey);
    await acme.send(founding);
  });

  it('asks', async () => {
    const told: string[] = [];

    expect(await checks.check(acme)).toBe(true);
    expect(await checks.checkLeaf(acme)).toBe(true);
    expect(await checks.checkMany(acme)).toEqual(['miniapps.list_apps', 'miniapps.edit_app']);
    expect(await checks.explain(acme, 'vic')).toEqual(['NO_ROLE_GIVES_IT']);
    expect(await checks.explain(acme, 'dev')).toEqual([
      expect.stringMatching(/developer.*, since 20.*Z, by operator:root$/),
      expect.stringMatching(/developer.*, since 20.*Z, by operator:root$/),
    ]);
    expect(await checks.checkThePast(acme, new Date())).toBe(true);
    expect(await checks.checkOrDeny(acme, (message) => told.push(message))).toBe(true);
    expect(told).toEqual([]);
  });

  it('is in a hurry', async () => {
    const grantline = connectInAHurry(service.url, async () => operatorKey);

    expect(await checks.check(grantline.organization('acme'))).toBe(true);
  });

  it('searches', async () => {
    expect(await whoCan(acme)).toEqual(['dev']);
  });

  it('changes', async () => {
    const keys: string[] = [];

    const revision = await commands.hire(acme);
    expect(await commands.rehearse(acme)).toContain(`loses miniapps.edit_app on group:sales`);
    await commands.changeWhatWasRead(acme);
    expect(await acme.user('eve')).toMatchObject({ status: 'suspended' });
    await commands.onceAndForAll(acme, async (key) => void keys.push(key));
    await expect(acme.user('eve')).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
    expect(keys).toHaveLength(1);
    expect((await acme.details()).revision).toBe(revision + 3);
  });

  it('lists', async () => {
    expect(await lists.people(acme)).toContain('dev: developer at group:sales');
    expect(await lists.screen(acme)).toMatchObject({ nextCursor: null, items: expect.any(Array) });
  });

  it('reads the trail', async () => {
    const lines = await changesOf(acme, 'dev');

    expect(lines).toEqual([
      expect.stringMatching(/^20.*Z operator:root UserActivated$/),
      expect.stringMatching(/^20.*Z operator:root RoleAssigned$/),
    ]);
  });

  it('acts for a user', async () => {
    const grantline = new Grantline({ url: service.url, key: operatorKey });

    expect(await asAna(grantline)).toMatchObject({ events: [{ actor: 'ana', via: 'operator:root' }] });
  });

  it('tells errors apart', async () => {
    expect(await assign(acme, 'dev')).toBe('dev has a role there already');
    await expect(assign(acme, 'nobody')).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
    expect(await assign(connect('http://127.0.0.1:1', operatorKey), 'dev')).toBe('please try again later');
  });
});
