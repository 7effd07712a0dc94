import { DomainError } from '#model/errors.js';
import type { EventStore } from '#store/event-store.js';
import { randomUUID } from 'node:crypto';
import { type Author, Journal, unknownEvent, type Written } from './journal.js';

/** What stands in the stream `requests`. `sealed` holds a `Requester`, under the key of the request. */
export type RequestEvent =
  | {
      type: 'OrganizationRequested';
      data: {
        id: string;
        name: string;
        model: string;
        groups: readonly string[];
        key: string;
        sealed: string;
      };
    }
  | { type: 'OrganizationRequestApproved'; data: { id: string; organization: string } }
  | { type: 'OrganizationRequestRejected'; data: { id: string } };

/** Who asks for an organization, and would administer it. */
export type Requester = { readonly email: string; readonly user?: string };

/** An organization that somebody would like to have. `model` is the name of a published model. */
export type Wish = { readonly name: string; readonly model: string; readonly groups: readonly string[] };

export type OrganizationRequest = Wish & {
  readonly id: string;
  readonly status: 'requested' | 'approved' | 'rejected';
  /** Instants in RFC 3339. */
  readonly requestedOn: string;
  readonly decidedOn?: string;
  readonly decidedBy?: string;
  /** What came of it. */
  readonly organization?: string;
};

/** Seals texts under keys of their own, and makes them unreadable by destroying the key. */
export type Safe = {
  /** The key is durable when it resolves. */
  seal(text: string, bound: string): Promise<{ readonly key: string; readonly sealed: string }>;
  /** `undefined` when the key is destroyed. */
  open(key: string, sealed: string, bound: string): Promise<string | undefined>;
  destroy(key: string): Promise<void>;
};

type Kept = OrganizationRequest & { readonly key: string; readonly sealed: string };

/** Requests for organizations. Who asked is readable only until the request is decided. */
export class OrganizationRequests {
  readonly #journal: Journal<RequestEvent>;
  readonly #requests = new Map<string, Kept>();

  constructor(
    store: EventStore,
    private readonly safe: Safe,
    clock: () => number,
  ) {
    this.#journal = new Journal(store, 'requests', clock, (event) => this.#fold(event));
  }

  /** Reads what was written before, or since, and finishes forgetting who asked for what is decided. */
  async load(): Promise<void> {
    await this.#journal.catchUp();
    for (const { status, key } of this.#requests.values()) {
      if (status !== 'requested') await this.safe.destroy(key);
    }
  }

  /** The newest first. */
  get all(): readonly OrganizationRequest[] {
    return [...this.#requests.values()].map(shown).toReversed();
  }

  async submit(wish: Wish, requester: Requester, author: Author): Promise<OrganizationRequest> {
    const id = randomUUID();
    const { key, sealed } = await this.safe.seal(JSON.stringify(requester), boundTo(id));
    await this.#journal.write(author, () => [
      { type: 'OrganizationRequested', data: { id, ...wish, key, sealed } },
    ]);
    return shown(this.#requests.get(id)!);
  }

  /** Who asked for it, `undefined` once it is decided. */
  async requester(id: string): Promise<Requester | undefined> {
    const { key, sealed, status } = this.#known(id);
    const text = status === 'requested' ? await this.safe.open(key, sealed, boundTo(id)) : undefined;
    // What the key opens is what `submit` put in.
    return text === undefined ? undefined : (JSON.parse(text) as Requester);
  }

  /** @throws DomainError NOT_FOUND, or NOT_REQUESTED for one that is decided */
  pending(id: string): OrganizationRequest {
    const request = this.#known(id);
    if (request.status === 'requested') return shown(request);
    throw new DomainError('NOT_REQUESTED', `this request is ${request.status} already`);
  }

  approve(id: string, organization: string, author: Author): Promise<OrganizationRequest> {
    return this.#decide(id, { type: 'OrganizationRequestApproved', data: { id, organization } }, author);
  }

  reject(id: string, author: Author): Promise<OrganizationRequest> {
    return this.#decide(id, { type: 'OrganizationRequestRejected', data: { id } }, author);
  }

  async #decide(id: string, decision: RequestEvent, author: Author): Promise<OrganizationRequest> {
    await this.#journal.write(author, () => {
      this.pending(id);
      return [decision];
    });
    const request = this.#known(id);
    await this.safe.destroy(request.key);
    return shown(request);
  }

  #known(id: string): Kept {
    const request = this.#requests.get(id);
    if (request === undefined) throw new DomainError('NOT_FOUND', 'there is no such request');
    return request;
  }

  #fold(event: RequestEvent & Written): void {
    const time = new Date(event.time).toISOString();
    switch (event.type) {
      case 'OrganizationRequested':
        this.#requests.set(event.data.id, { ...event.data, status: 'requested', requestedOn: time });
        return;
      case 'OrganizationRequestApproved':
        return this.#settle(event.data.id, {
          status: 'approved',
          organization: event.data.organization,
          decidedOn: time,
          decidedBy: event.actor,
        });
      case 'OrganizationRequestRejected':
        return this.#settle(event.data.id, { status: 'rejected', decidedOn: time, decidedBy: event.actor });
      default:
        throw unknownEvent('requests', event);
    }
  }

  #settle(id: string, decision: Partial<OrganizationRequest>): void {
    this.#requests.set(id, { ...this.#known(id), ...decision });
  }
}

function shown({ key: _key, sealed: _sealed, ...request }: Kept): OrganizationRequest {
  return request;
}

function boundTo(id: string): string {
  return `request ${id}`;
}
