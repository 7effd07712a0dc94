import { copyOfDataFolder } from './folder/data-folder.js';
import { organization } from './folder/write-ledger.js';
import { cores, leaveServerCore } from './http/cores.js';
import { type Answering, underLoad } from './http/load.js';
import { printAnswering } from './http/print-answering.js';
import { tryQuestions } from './http/questions.js';
import { serviceHeaders, startBaseline, startService } from './http/server.js';
import { orders } from './orders.js';
import { large } from './organization.js';
import { atLeast, count, heading, times } from './print.js';
import { isSmall } from './scale.js';

// Commands that the service makes durable on SQLite for many clients at once, each with one under way. What counts is
// the clock: they wait for the disk together.

const clients = 64;
const peopleEach = isSmall ? 3 : 100;
const bar = 5_000;

using copy = await copyOfDataFolder();
await using service = await startService(copy.path);
await using nest = await startBaseline('nest');
leaveServerCore();
await tryQuestions(service);
const load = {
  path: `/v1/organizations/${organization}/commands`,
  headers: await serviceHeaders(service),
  connections: clients,
  // Nobody is met again in a later round: the one before it ended in the middle of something.
  bodies: (client: number, round: number) =>
    orders((round * clients + client) * peopleEach, peopleEach).map((order) => JSON.stringify(order)),
};
const [byNest, byService] = (await underLoad(load, nest, service)) as [Answering, Answering];

heading(`durable commands over HTTP: ${count(large.people)} people, ${clients} clients, ${cores}`);
printAnswering('baseline: Nest on Fastify, a constant answer', byNest);
const { clock } = byService;
printAnswering(
  'assign or revoke a role, durable on SQLite',
  byService,
  `${times(clock.median, byNest.clock.median)} by the clock`,
  atLeast(1e9 / clock.median, bar, `${count(bar)}/s by the clock`),
);
