import { copyOfDataFolder } from './folder/data-folder.js';
import { organization } from './folder/write-ledger.js';
import { cores, leaveServerCore } from './http/cores.js';
import { type Answering, underLoad } from './http/load.js';
import { printAnswering } from './http/print-answering.js';
import { evaluation, question, tryQuestions } from './http/questions.js';
import { post, ready, startService } from './http/server.js';
import { administrator, large, root, user } from './organization.js';
import { atMost, count, heading, times } from './print.js';
import { scaled } from './scale.js';

// First pages of searches over HTTP, beside a single check of the same run: who has a permission that ten people hold, and
// one that half of them hold, and where somebody has one; each about today and about an earlier revision.

const connections = 16;
const questions = scaled(100);
const bar = 10;
const barAsOf = 2;

const permission = 'miniapps.purchase_number';
const base = `/v1/organizations/${organization}`;

using copy = await copyOfDataFolder();
await using service = await startService(copy.path);
leaveServerCore();
await ready(service);
await tryQuestions(service);
await crowd('few', 10);
await crowd('many', scaled(large.people / 2));
const before = await revision();
// As much happens afterwards as makes a difference to what is read of the past.
await crowd('later', scaled(large.people / 4));

const key = { name: 'searcher', organizations: '*', capabilities: ['check', 'search', 'audit'] };
const { secret } = (await post(service, '/v1/keys', key)) as { secret: string };
const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };

const who = (group: string) => ({
  subject: { type: 'user' },
  action: { name: permission },
  resource: { type: 'group', id: group },
});
const where = (id: string, type: string) => ({
  subject: { type: 'user', id },
  action: { name: permission },
  resource: { type },
});

const check = await ask(evaluation, question);
heading(`first pages over HTTP: ${count(large.people)} people, ${connections} connections, ${cores}`);
printAnswering('baseline: a single check', check);
await print('who: ten people', 'subject', () => who('few'));
await print('who: half of all people', 'subject', () => who('many'));
await print('where: a group, of somebody in three', 'resource', () => where(user(5), 'group'));
await print('where: all apps, of the administrator', 'resource', () =>
  where(user(administrator(large)), 'app'),
);

async function print(what: string, search: string, body: () => object): Promise<void> {
  const path = `${base}/access/v1/search/${search}`;
  const live = await ask(path, body);
  const asOf = await ask(path, () => ({ ...body(), context: { grantline: { asOf: before } } }));
  const [page, past] = [live.busy.median / check.busy.median, asOf.busy.median / live.busy.median];
  printAnswering(what, live, times(live.busy.median, check.busy.median), atMost(page, bar, `${bar} checks`));
  printAnswering(
    '  as of an earlier revision',
    asOf,
    `${past.toFixed(1)} x live`,
    atMost(past, barAsOf, `${barAsOf} x live`),
  );
}

async function ask(path: string, body: () => object): Promise<Answering> {
  const lists = Array.from({ length: connections }, () =>
    Array.from({ length: questions }, () => JSON.stringify(body())),
  );
  const load = { path, headers, connections, bodies: (connection: number) => lists[connection]! };
  const [answering] = await underLoad(load, service);
  return answering!;
}

/** So many people who hold a role that gives the permission in a group of its own. */
async function crowd(name: string, people: number): Promise<void> {
  await send([
    { type: 'RegisterResource', data: { ref: `group:${name}`, parent: root } },
    { type: 'CreateRole', data: { role: name, grants: [{ scope: '.', give: { group: permission } }] } },
  ]);
  const most = 100;
  for (let first = 0; first < people; first += most) {
    const length = Math.min(most, people - first);
    await send(
      Array.from({ length }, (_, at) => ({
        type: 'AssignRole',
        data: { user: user(first + at), role: name, place: `group:${name}` },
      })),
    );
  }
}

async function send(commands: readonly object[]): Promise<void> {
  await post(service, `${base}/commands`, { commands });
}

async function revision(): Promise<number> {
  const nothing = await post(service, `${base}/commands`, {
    commands: [{ type: 'RenameResource', data: { ref: 'group:few', name: 'few' } }],
  });
  return (nothing as { revision: number }).revision;
}
