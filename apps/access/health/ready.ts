import type { ReadModelReader } from '#projections/read-model/read-model.js';
import type { EventStore } from '#store/event-store.js';
import { setTimeout as pause } from 'node:timers/promises';
import type { Following } from '../following/following.js';
import type { Projections } from '../organizations/projections.js';
import type { Workers } from '../workers.js';

const patience = 300;

/** Whether to send requests here, and what is not as it should be, with whatever that stands in the way of. */
export type Readiness = { readonly ready: boolean; readonly behind: readonly string[] };

export type ReadyOptions = {
  readonly store: Pick<EventStore, 'head'>;
  readonly projections: Pick<Projections, 'isLive'>;
  readonly following: Pick<Following, 'isLive'>;
  readonly workers: Pick<Workers, 'behind'>;
  readonly readModel: Pick<ReadModelReader, 'head'> | undefined;
};

/** Whether the service can take requests, and what is behind. */
export class Ready {
  #started = false;
  #stopping = false;

  constructor(private readonly options: ReadyOptions) {}

  /** The first start is over: models, operators and the demo are there. */
  start(): void {
    this.#started = true;
  }

  stop(): void {
    this.#stopping = true;
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  async now(): Promise<Readiness> {
    const { store, projections, following, workers, readModel } = this.options;
    const behind: string[] = [];
    if (!this.#started) behind.push('the first start is not over yet');
    if (this.#stopping) behind.push('the service is stopping');
    if (!following.isLive) behind.push('keys and models are being read');
    if (!projections.isLive) behind.push('the list of organizations is being read');
    if (!(await answers(() => store.head('credentials')))) behind.push('the event store cannot be read');
    const ready = behind.length === 0;
    // Whatever stands behind these is shared: another process could do no better.
    if (readModel !== undefined && !(await answers(() => soon(readModel.head('-'))))) {
      behind.push('the read model cannot be reached, and checks of services are not answered');
    }
    return { ready, behind: [...behind, ...workers.behind] };
  }
}

/** Whoever asks does not wait long, and one that hangs must not make every process look ill. */
async function soon<Result>(answer: Promise<Result>): Promise<Result> {
  answer.catch(() => undefined);
  const late = pause(patience, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${patience} ms`);
  });
  return Promise.race([answer, late]);
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch {
    return false;
  }
}
