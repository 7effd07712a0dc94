import { bytesOf } from './bytes.js';
import type { Ref } from './commands.js';
import type { CallOptions } from './connection.js';
import { GrantlineError } from './error.js';
import type { OrganizationCalls, QuestionOptions } from './organization-calls.js';
import type { QueryParameters } from './path.js';
import type { ExportFormat, TrailFilter } from './trail.js';

export type HoldingsExport = {
  /** The roles and levels that people hold, or the permissions that they have in effect; `holdings` if left out. */
  readonly content?: 'holdings' | 'permissions';
  /** A table, or a JSON object a line; `jsonl` if left out. */
  readonly format?: 'csv' | 'jsonl';
  /** Of permissions: only those on this resource and below it. */
  readonly resource?: Ref;
};

export type TrailExport = TrailFilter & {
  /** A table, a JSON object a line, or events of the Open Cybersecurity Schema Framework; `jsonl` if left out. */
  readonly format?: ExportFormat;
  /** Of OCSF: the version of the schema. */
  readonly schema?: string;
};

/** What an export says of itself. */
export type Manifest = {
  readonly schema: string;
  readonly content: 'holdings' | 'permissions' | 'trail';
  readonly format: ExportFormat;
  readonly organization: string;
  /** `ocp@1`. */
  readonly model: string;
  /** The state that was exported, and the instant at which it was decided what counts. */
  readonly asOf: { readonly revision: number; readonly time: string };
  readonly filter?: Readonly<Record<string, string>>;
  /** Of Grantline. */
  readonly version: string;
  readonly records: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly revisions?: { readonly first: number; readonly last: number };
  readonly bytes: number;
  /** Of these bytes, in hexadecimal. */
  readonly sha256: string;
};

/** Records for auditors, a record a line, as bytes while they arrive. Each walk asks for them anew. */
export class Export implements AsyncIterable<Uint8Array> {
  readonly #calls: OrganizationCalls;
  readonly #below: string;
  readonly #parameters: QueryParameters;
  readonly #options: QuestionOptions;
  #manifest: string | undefined;

  constructor(
    calls: OrganizationCalls,
    below: string,
    parameters: QueryParameters,
    options: QuestionOptions,
  ) {
    this.#calls = calls;
    this.#below = below;
    this.#parameters = parameters;
    this.#options = options;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    this.#manifest = undefined;
    const response = await this.#calls.open(this.#below, this.#parameters, this.#options, { accept: '*/*' });
    this.#manifest = manifestAt(response);
    yield* bytesOf(response, this.#options.signal);
  }

  /** What the export that was walked last says of itself, at the very same state; one that is cut off does not fit to it. */
  async manifest(options: CallOptions = {}): Promise<Manifest> {
    if (this.#manifest === undefined) {
      const detail = 'there is no manifest before the export has begun to arrive';
      throw new GrantlineError({ code: 'UNREADABLE', detail });
    }
    return this.#calls.linked(this.#manifest, options);
  }
}

function manifestAt({ headers }: Response): string | undefined {
  return /<([^>]+)>; *rel="describedby"/.exec(headers.get('link') ?? '')?.[1];
}
