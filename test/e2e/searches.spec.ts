import { describe, expect, it } from '@jest/globals';
import { beginOmni, omni } from './omni.js';
import type { Client } from './client.js';
import type { Found } from './lists.js';
import { trial } from './trial.js';

const refused = (code: string, status: number) => ({ status, body: { code } });

describe('a search', () => {
  const service = trial();
  beginOmni(() => service.operator);
  const search = (what: string, body: object, client: Client = service.operator) =>
    client.post<Found>(`${omni}/access/v1/search/${what}`, body);
  const user = (id: string) => ({ subject: { type: 'user', id } });
  const edit = { action: { name: 'unit.edit' } };
  const on = (ref: string) => {
    const [type, id] = ref.split(':');
    return { resource: { type, id } };
  };

  describe('for resources', () => {
    const where = async (id: string, permission: string, type: string) =>
      (
        await search('resource', { ...user(id), action: { name: permission }, resource: { type } })
      ).body.results.map(({ type, id }) => `${type}:${id}`);

    it('finds where somebody may do something, whatever gives it', async () => {
      expect(await where('ed', 'unit.edit', 'unit')).toEqual(['unit:sales', 'unit:hr']);
      expect(await where('mo', 'unit.edit', 'unit')).toEqual(['unit:sales']);
      expect(await where('bob', 'unit.view', 'unit')).toEqual(['unit:sales']);
      expect(await where('ed', 'unit.edit', 'asset')).toEqual(['asset:logo']);
      expect(await where('ada', 'org.settings', 'organization')).toEqual(['organization:omni']);
    });

    it.each([
      ['nil', 'unit.edit', 'unit'],
      ['nobody', 'unit.edit', 'unit'],
      ['ed', 'unit.fly', 'unit'],
      ['ed', 'unit.edit', 'planet'],
      ['ed', 'unit.edit', 'organization'],
    ])('finds nothing for %s, %s and %s', async (...question) => {
      expect(await where(...question)).toEqual([]);
    });

    it('answers as AuthZEN has it, and ignores the id of the resource', async () => {
      const { status, body } = await search('resource', { ...user('mo'), ...edit, ...on('unit:hr') });
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual(['page', 'results']);
      expect(body).toEqual({
        page: { next_token: '', count: 1 },
        results: [{ type: 'unit', id: 'sales' }],
      });
    });
  });

  describe('for actions', () => {
    const what = async (id: string, ref: string) =>
      (await search('action', { ...user(id), ...on(ref) })).body.results.map(({ name }) => name).sort();

    it('finds everything that somebody may do', async () => {
      expect(await what('ed', 'unit:hr')).toEqual(['unit.edit', 'unit.view']);
      expect(await what('bob', 'recipe:offer')).toEqual(['unit.view']);
      expect(await what('mo', 'unit:sales')).toContain('unit.moderate');
      expect(await what('nil', 'unit:sales')).toEqual([]);
      expect(await what('nobody', 'unit:sales')).toEqual([]);
      expect(await what('ed', 'unit:none')).toEqual([]);
    });

    it('ignores an action, and counts', async () => {
      const { body } = await search('action', {
        ...user('ed'),
        ...edit,
        ...on('unit:hr'),
        page: { limit: 1 },
      });
      expect(body.page).toMatchObject({ count: 1, total: 2 });
    });

    it('takes the word of a service for where an unregistered resource lies', async () => {
      const { resource } = on('recipe:new');
      const asked = { ...user('mo'), resource: { ...resource, properties: { parent: 'unit:sales' } } };
      expect((await search('action', asked)).body.results).toContainEqual({ name: 'unit.edit' });
      expect((await search('action', asked, service.operator.as('mo'))).body.results).toEqual([]);
    });
  });

  it.each([
    ['subject', { ...edit, ...on('unit:hr') }, '/subject'],
    ['resource', { subject: { type: 'user' }, ...edit, resource: { type: 'unit' } }, '/subject/id'],
    ['resource', { ...user('ed'), ...edit }, '/resource'],
    ['resource', { ...user('ed'), resource: { type: 'unit' } }, '/action'],
    ['resource', { ...user('ed'), ...edit, resource: { type: 5 } }, '/resource/type'],
    ['action', { ...user('ed'), resource: { type: 'unit' } }, '/resource/id'],
    ['action', { ...on('unit:hr') }, '/subject'],
    ['action', { ...user('ed'), ...on('unit:hr'), page: { limit: 1001 } }, '/page/limit'],
    [
      'action',
      { ...user('ed'), ...on('unit:hr'), context: { grantline: { asOf: 'x' } } },
      '/context/grantline/asOf',
    ],
  ])('for a %s without all it needs is refused', async (what, body, path) => {
    expect(await search(what, body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it.each([
    ['resource', 1000, refused('REVISION_NOT_YET_AVAILABLE', 503)],
    ['action', 1000, refused('REVISION_NOT_YET_AVAILABLE', 503)],
    ['subject', '1999-01-01T00:00:00Z', refused('MALFORMED', 400)],
    ['resource', '1999-01-01T00:00:00Z', refused('MALFORMED', 400)],
    ['action', '2999-01-01T00:00:00Z', refused('REVISION_NOT_YET_AVAILABLE', 503)],
  ])('for a %s as of %j is refused', async (what, asOf, refusal) => {
    const asked = { ...user('ed'), ...edit, ...on('unit:hr'), context: { grantline: { asOf } } };
    expect(await search(what, asked)).toMatchObject(refusal);
  });

  it('is free for people about themselves, and about others for those who may list members', async () => {
    const as = (id: string) => service.operator.as(id);
    const resources = { ...edit, resource: { type: 'unit' } };
    const forbidden = refused('FORBIDDEN', 403);
    expect(await search('resource', { ...user('ed'), ...resources }, as('ed'))).toMatchObject({
      status: 200,
    });
    expect(await search('resource', { ...user('mo'), ...resources }, as('ed'))).toMatchObject(forbidden);
    expect(await search('resource', { ...user('ed'), ...resources }, as('ada'))).toMatchObject({
      status: 200,
    });
    // Mo lists members of a unit; a search for resources is about the whole organization.
    expect(await search('resource', { ...user('ed'), ...resources }, as('mo'))).toMatchObject(forbidden);
    expect(await search('action', { ...user('ed'), ...on('unit:hr') }, as('ed'))).toMatchObject({
      status: 200,
    });
    expect(await search('action', { ...user('ed'), ...on('unit:sales') }, as('mo'))).toMatchObject({
      status: 200,
    });
    expect(await search('action', { ...user('ed'), ...on('unit:hr') }, as('mo'))).toMatchObject(forbidden);
    expect(await search('action', { ...user('ed'), ...on('unit:none') }, as('mo'))).toMatchObject(forbidden);
    expect(await search('subject', { ...user(''), ...edit, ...on('unit:sales') }, as('mo'))).toMatchObject({
      status: 200,
    });
    expect(await search('subject', { ...user(''), ...edit, ...on('unit:hr') }, as('mo'))).toMatchObject(
      forbidden,
    );
  });

  it('is history with asOf, also about oneself', async () => {
    const context = { context: { grantline: { asOf: 3 } } };
    const own = (id: string) => ({ ...user(id), ...edit, resource: { type: 'unit' }, ...context });
    expect(await search('resource', own('ed'), service.operator.as('ed'))).toMatchObject(
      refused('FORBIDDEN', 403),
    );
    expect(await search('resource', own('ada'), service.operator.as('ada'))).toMatchObject({ status: 200 });
  });
});
