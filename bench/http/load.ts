import { summary, type Measured } from '../measure.js';
import { isSmall } from '../scale.js';
import autocannon from 'autocannon';
import { once } from 'node:events';
import type { Server } from './server.js';

/** Requests that are sent from so many connections at once, each with one under way. */
export type Load = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  /** What a connection sends in a round, over and over. */
  bodies(connection: number, round: number): readonly string[];
};

/** Of one server: nanoseconds of an answer, or of a part of it. */
export type Answering = {
  /** That its process was busy for. */
  readonly busy: Measured;
  readonly clock: Measured;
  /** How much of the time the server was busy, and the load, from 0 to 1. A server below 1 could have answered more. */
  readonly shares: { readonly server: number; readonly load: number };
};

/** What one round came to, in seconds. */
type Round = {
  readonly answers: number;
  readonly busy: number;
  readonly load: number;
  readonly clock: number;
};

const rounds = isSmall ? 3 : 7;
const seconds = isSmall ? 0.5 : 3;

/** Puts the servers under load in turns, round after round. */
export async function underLoad(load: Load, ...servers: readonly Server[]): Promise<Answering[]> {
  const taken = servers.map((): Round[] => []);
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const [at, server] of servers.entries()) {
      const shot = await shoot(load, server, round);
      if (round > 0) taken[at]!.push(shot);
    }
  }
  return taken.map(answering);
}

function answering(rounds: readonly Round[]): Answering {
  const share = (part: 'busy' | 'load') => summary(rounds.map((round) => round[part] / round.clock)).median;
  const each = (part: 'busy' | 'clock') =>
    summary(rounds.map((round) => (1e9 * round[part]) / round.answers));
  return { busy: each('busy'), clock: each('clock'), shares: { server: share('busy'), load: share('load') } };
}

/** The same for each of the parts of an answer. */
export function ofEach({ busy, clock, shares }: Answering, parts: number): Answering {
  const part = ({ median, fastest, slowest }: Measured): Measured => ({
    median: median / parts,
    fastest: fastest / parts,
    slowest: slowest / parts,
  });
  return { busy: part(busy), clock: part(clock), shares };
}

async function shoot(
  { path, headers, connections, bodies }: Load,
  server: Server,
  round: number,
): Promise<Round> {
  let connection = 0;
  const now = () => ({ busy: server.busy(), load: busySeconds(), clock: performance.now() / 1000 });
  const finished = Promise.withResolvers<Round>();
  const tracker = autocannon(
    {
      url: server.url + path,
      method: 'POST',
      headers,
      connections,
      duration: seconds,
      sampleInt: 100,
      setupClient: (client) => {
        client.setRequests(bodies(connection++, round).map((body) => ({ body })));
      },
    },
    (error, result) => {
      if (error !== null) return finished.reject(error);
      const { errors, non2xx, statusCodeStats } = result;
      if (errors + non2xx > 0) {
        const statuses = JSON.stringify(statusCodeStats);
        return finished.reject(new Error(`${path} failed: ${errors} errors, ${statuses}`));
      }
      const { busy, load, clock } = now();
      const answers = result['2xx'];
      finished.resolve({
        answers,
        busy: busy - start.busy,
        load: load - start.load,
        clock: clock - start.clock,
      });
    },
  );
  await once(tracker, 'start');
  const start = now();
  return finished.promise;
}

/** Seconds that this process has been busy for. */
function busySeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
