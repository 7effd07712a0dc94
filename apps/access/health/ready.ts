import type { EventStore } from '#store/event-store.js';
import type { Following } from '../following/following.js';
import type { Projections } from '../organizations/projections.js';

export type Readiness = { readonly ready: boolean; readonly behind: readonly string[] };

/** Whether the service can take requests, and what is behind where it cannot. */
export class Ready {
  #started = false;
  #stopping = false;

  constructor(
    private readonly store: EventStore,
    private readonly projections: Pick<Projections, 'isLive'>,
    private readonly following: Pick<Following, 'isLive'>,
  ) {}

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
    const behind: string[] = [];
    if (!this.#started) behind.push('the first start is not over yet');
    if (this.#stopping) behind.push('the service is stopping');
    if (!this.following.isLive) behind.push('keys and models are being read');
    if (!this.projections.isLive) behind.push('the list of organizations is being read');
    try {
      await this.store.head('credentials');
    } catch {
      behind.push('the event store cannot be read');
    }
    return { ready: behind.length === 0, behind };
  }
}
