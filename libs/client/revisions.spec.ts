import { afterEach, describe, expect, it } from '@jest/globals';
import type { Command } from './commands.js';
import type { Question } from './questions.js';
import { decision, refusal, type Reply, StandIn } from './stand-in.suite.js';

const question: Question = { user: 'dev', permission: 'dashboards.view', resource: 'dashboard:q4' };
const assign: Command = { type: 'AssignRole', data: { user: 'dev', role: 'viewer' } };
const submitted = (revision: number, header = revision): Reply => ({
  body: { organization: 'acme', revision, events: [], eventCount: 0, warnings: [] },
  headers: { 'grantline-revision': String(header) },
});
const page = (items: readonly unknown[], nextCursor: string | null, revision: number): Reply => ({
  body: { items, nextCursor },
  headers: { 'grantline-revision': String(revision) },
});

let standIn: StandIn;
const open = async (...replies: Reply[]) => (standIn = await StandIn.open(...replies));
const contexts = () => standIn.arrived.map(({ body }) => Object(body).context);
const urls = () => standIn.arrived.map(({ url }) => url.replace('/v1/organizations', ''));
const atLeast = (revision: number) => ({ grantline: { atLeast: revision } });
afterEach(() => standIn.close());

describe('the revision that was seen', () => {
  it('goes along with what is asked after a command, whoever asks', async () => {
    await open(submitted(13), decision(true), { body: {} });
    const grantline = standIn.client();

    await grantline.organization('acme').send(assign);
    await grantline.organization('acme').check(question);
    await grantline.as('ana').organization('acme').user('dev');

    expect(contexts()[1]).toEqual(atLeast(13));
    expect(urls()[2]).toBe('/acme/users/dev?atLeast=13');
  });

  it('is also that of any other answer, and never goes back', async () => {
    await open(decision(true, 20), decision(true, 7), decision(true));
    const acme = standIn.acme();

    for (let asked = 0; asked < 3; asked += 1) await acme.check(question);

    expect(contexts()).toEqual([undefined, atLeast(20), atLeast(20)]);
  });

  it('is also that of a refusal, so that who tries again reads why', async () => {
    await open(refusal(412, 'REVISION_CONFLICT', 'read again', { 'grantline-revision': '20' }), { body: {} });
    const acme = standIn.acme();

    await expect(acme.send(assign, { expectedRevision: 7 })).rejects.toMatchObject({ revision: 20 });
    await acme.details();

    expect(urls()[1]).toBe('/acme?atLeast=20');
  });

  it('goes along with questions about the past', async () => {
    await open(submitted(13), decision(true));
    const acme = standIn.acme();

    await acme.send(assign);
    await acme.check(question, { asOf: 12 });

    expect(contexts()[1]).toEqual({ grantline: { asOf: 12, atLeast: 13 } });
  });

  it('is not the one that a dry run was computed at and others cannot see', async () => {
    await open(submitted(14, 13), decision(true));
    const acme = standIn.acme();

    await acme.send(assign, { dryRun: true });
    await acme.check(question);

    expect(contexts()[1]).toEqual(atLeast(13));
  });

  it('belongs to its organization', async () => {
    await open(submitted(13), decision(true));
    const grantline = standIn.client();

    await grantline.organization('acme').send(assign);
    await grantline.organization('other').check(question);

    expect(contexts()[1]).toBeUndefined();
  });

  it('can be left out: of a question, of a client, and once it is wrong', async () => {
    await open(
      submitted(13),
      decision(true),
      page([], null, 13),
      submitted(5),
      submitted(13),
      decision(true),
      decision(true),
    );
    const grantline = standIn.client();
    await grantline.organization('acme').send(assign);

    await grantline.organization('acme').check(question, { atLeast: 0 });
    await grantline.organization('acme').users({ atLeast: 0 }).toArray();
    grantline.forget('acme');
    await grantline.organization('acme').details();
    const forgetful = standIn.acme({ remember: false });
    await forgetful.send(assign);
    await forgetful.check(question);
    await forgetful.check(question, { atLeast: 13 });

    expect(contexts()[1]).toBeUndefined();
    expect(urls().slice(2, 4)).toEqual(['/acme/users', '/acme']);
    expect(contexts().slice(5)).toEqual([undefined, atLeast(13)]);
  });

  it('is the same for all pages of a list', async () => {
    await open(submitted(13), page(['a'], 'c1', 13), submitted(20), page(['b'], null, 13));
    const acme = standIn.acme();
    await acme.send(assign);

    const pages = acme.users().pages();
    await pages.next();
    await acme.send(assign);
    await pages.next();

    expect(urls()[1]).toBe('/acme/users?atLeast=13');
    expect(urls()[3]).toBe('/acme/users?cursor=c1&atLeast=13');
  });

  it('is the same for all pages of a search', async () => {
    const found = (id: string, next_token: string): Reply => ({
      body: { results: [{ type: 'user', id }], page: { next_token } },
    });
    await open(submitted(13), found('a', 't'), submitted(20), found('b', ''));
    const acme = standIn.acme();
    await acme.send(assign);

    const pages = acme.searchSubjects(question).pages();
    await pages.next();
    await acme.send(assign);
    await pages.next();

    expect([contexts()[1], contexts()[3]]).toEqual([atLeast(13), atLeast(13)]);
  });

  it('may not be there yet, which is waited for', async () => {
    const notYet = refusal(503, 'REVISION_NOT_YET_AVAILABLE', 'later', { 'retry-after': '1' });
    await open(submitted(13), notYet, decision(true, 13));
    const acme = standIn.acme();
    await acme.send(assign);

    expect(await acme.check(question)).toBe(true);
    expect(contexts().slice(1)).toEqual([atLeast(13), atLeast(13)]);
  });
});
