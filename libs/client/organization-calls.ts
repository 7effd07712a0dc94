import type { Answer, Call, CallOptions, Connection } from './connection.js';
import { GrantlineError } from './error.js';
import { Listing, pageOf } from './listing.js';
import { type QueryParameters, path, query } from './path.js';
import type { Revisions } from './revisions.js';

/** Which state a question is answered from. */
export type Moment = {
  /** The state as of a revision or an instant (RFC 3339); the present one if left out. */
  readonly asOf?: number | string | Date | undefined;
  /**
   * Never an answer from before this revision. If left out, the highest one of the organization that this client has
   * seen; 0 for whatever the service has.
   */
  readonly atLeast?: number | undefined;
};

export type QuestionOptions = Moment & CallOptions;

export type ListOptions = QuestionOptions & {
  /** How many items a page has, 1 to 1,000; 100 if left out. */
  readonly limit?: number | undefined;
  /** Where to go on, from a page of the same list. */
  readonly cursor?: string | undefined;
};

/** Calls about one organization: they take the revision along that was seen, and notice the one that answers. */
export class OrganizationCalls {
  readonly #organization: string;
  readonly #connection: Connection;
  readonly #revisions: Revisions | undefined;

  constructor(organization: string, connection: Connection, revisions: Revisions | undefined) {
    this.#organization = organization;
    this.#connection = connection;
    this.#revisions = revisions;
  }

  async get<T>(below: string, parameters: QueryParameters, options: QuestionOptions): Promise<T> {
    const { body } = await this.#json<T>(this.#getting(below, parameters, options), options);
    return body;
  }

  list<T>(below: string, parameters: QueryParameters, options: ListOptions): Listing<T> {
    const { limit, cursor } = options;
    return new Listing<T>(() => {
      // All pages are asked for alike, whatever is seen meanwhile.
      const pinned = { ...options, atLeast: options.atLeast ?? this.#seen };
      return async (cursor) =>
        pageOf(await this.#json(this.#getting(below, { ...parameters, limit, cursor }, pinned), options));
    }, cursor);
  }

  /** An answer that is read while it arrives. */
  async open(
    below: string,
    parameters: QueryParameters,
    options: QuestionOptions,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> {
    const call = { ...this.#getting(below, parameters, options), headers };
    return this.#connection.send(call, options, (response) => response);
  }

  /** What an answer has named by its path. */
  async linked<T>(path: string, options: CallOptions): Promise<T> {
    const { body } = await this.#json<T>({ method: 'GET', path, repeatable: true }, options);
    return body;
  }

  /** A question that is put in a body; asking twice does no harm. */
  ask<T>(below: string, body: object, options: CallOptions): Promise<Answer<T>> {
    return this.#json(this.#posting(below, body), options);
  }

  /** Commands; the key keeps them from being carried out twice. */
  submit<T>(body: object, idempotencyKey: string, options: CallOptions): Promise<Answer<T>> {
    const headers = { 'idempotency-key': idempotencyKey };
    return this.#json({ ...this.#posting('/commands', body), headers }, options);
  }

  /** What a question says about the state to answer from. */
  moment({ asOf, atLeast = this.#seen }: Moment): { asOf?: number | string; atLeast?: number } {
    return {
      ...(asOf !== undefined && { asOf: asOf instanceof Date ? asOf.toISOString() : asOf }),
      ...(atLeast > 0 && { atLeast }),
    };
  }

  saw(revision: number): void {
    this.#revisions?.saw(this.#organization, revision);
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.#connection.wait(milliseconds, signal);
  }

  get #seen(): number {
    return this.#revisions?.of(this.#organization) ?? 0;
  }

  async #json<T>(call: Call, options: CallOptions): Promise<Answer<T>> {
    try {
      const answer = await this.#connection.json<T>(call, options);
      if (answer.revision !== undefined) this.saw(answer.revision);
      return answer;
    } catch (error) {
      // Who is told of a conflict and reads again must not read what it was before.
      if (error instanceof GrantlineError && error.revision !== undefined) this.saw(error.revision);
      throw error;
    }
  }

  #getting(below: string, parameters: QueryParameters, moment: Moment): Call {
    const asked = query({ ...parameters, ...this.moment(moment) });
    return { method: 'GET', path: this.#path + below + asked, repeatable: true };
  }

  #posting(below: string, body: object): Call {
    return { method: 'POST', path: this.#path + below, body: JSON.stringify(body), repeatable: true };
  }

  get #path(): string {
    return path`/v1/organizations/${this.#organization}`;
  }
}
