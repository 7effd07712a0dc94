import { type Call, type CallOptions, Connection, type ConnectionOptions } from './connection.js';
import { GrantlineError } from './error.js';
import { Listing, pageOf } from './listing.js';
import { Organization } from './organization.js';
import { OrganizationCalls } from './organization-calls.js';
import { path, query } from './path.js';
import type {
  Approval,
  Key,
  KeyRequest,
  KeyWithSecret,
  ListedOrganization,
  Membership,
  Model,
  ModelChanges,
  NewOrganizationRequest,
  Operator,
  OperatorWithSecret,
  OrganizationRequest,
  PublishedModel,
} from './platform.js';
import { Revisions } from './revisions.js';

export type GrantlineOptions = ConnectionOptions & {
  /**
   * Whether to remember the highest revision seen of each organization and to ask for nothing older from then on, so
   * that whoever reads after writing sees what was written, whichever replica answers. True if left out.
   */
  readonly remember?: boolean;
};

type PageOptions = CallOptions & { readonly limit?: number; readonly cursor?: string };

/** A client of Grantline's HTTP API. Make one for a service and share it. */
export class Grantline {
  readonly #options: GrantlineOptions;
  readonly #connection: Connection;
  #revisions = new Revisions();

  constructor(options: GrantlineOptions) {
    this.#options = options;
    this.#connection = new Connection(options);
  }

  /** The same client acting for a user: it may do exactly what that user may. */
  as(user: string): Grantline {
    // Without a name in it, the call would be made with the rights of the key.
    if (typeof user !== 'string' || user === '') {
      throw new GrantlineError({ code: 'INVALID_ID', detail: 'there is no user id to act for' });
    }
    const acting = new Grantline({ ...this.#options, actor: user });
    acting.#revisions = this.#revisions;
    return acting;
  }

  organization(id: string): Organization {
    const revisions = this.#options.remember === false ? undefined : this.#revisions;
    return new Organization(new OrganizationCalls(id, this.#connection, revisions));
  }

  /** Forgets which revision was seen: after an organization was restored from a backup, its ledger may be shorter. */
  forget(organization: string): void {
    this.#revisions.forget(organization);
  }

  /** Organizations that the key reaches. */
  organizations(options: PageOptions = {}): Listing<ListedOrganization> {
    return this.#list('/v1/organizations', options);
  }

  /** Organizations of the user who asks, and those that invited them. */
  myOrganizations(options: PageOptions = {}): Listing<Membership> {
    return this.#list('/v1/me/organizations', options);
  }

  async models(options: CallOptions = {}): Promise<readonly Model[]> {
    const { items } = await this.#get<{ items: readonly Model[] }>('/v1/models', options);
    return items;
  }

  async model(name: string, version: number, options: CallOptions = {}): Promise<PublishedModel> {
    return this.#get(path`/v1/models/${name}/${version}`, options);
  }

  /** What differs between two published versions of a model. */
  async modelChanges(
    name: string,
    { from, to }: { readonly from: number; readonly to: number },
    options: CallOptions = {},
  ): Promise<ModelChanges> {
    return this.#get(path`/v1/models/${name}/changes` + query({ from, to }), options);
  }

  /** Publishes an access model document: text in YAML, or what would be its JSON. */
  async publishModel(document: string | object, options: CallOptions = {}): Promise<Model> {
    const yaml = typeof document === 'string';
    return this.#post('/v1/models', yaml ? document : JSON.stringify(document), options, {
      'content-type': yaml ? 'application/yaml' : 'application/json',
    });
  }

  async keys(options: CallOptions = {}): Promise<readonly Key[]> {
    const { items } = await this.#get<{ items: readonly Key[] }>('/v1/keys', options);
    return items;
  }

  createKey(request: KeyRequest, options: CallOptions = {}): Promise<KeyWithSecret> {
    return this.#post('/v1/keys', JSON.stringify(request), options);
  }

  async deleteKey(id: string, options: CallOptions = {}): Promise<void> {
    return this.#delete(path`/v1/keys/${id}`, options);
  }

  async operators(options: CallOptions = {}): Promise<readonly Operator[]> {
    const { items } = await this.#get<{ items: readonly Operator[] }>('/v1/operators', options);
    return items;
  }

  addOperator(name: string, options: CallOptions = {}): Promise<OperatorWithSecret> {
    return this.#post('/v1/operators', JSON.stringify({ name }), options);
  }

  /** The last one cannot be removed. */
  async removeOperator(id: string, options: CallOptions = {}): Promise<void> {
    return this.#delete(path`/v1/operators/${id}`, options);
  }

  /** Asks for an organization, which an operator then approves or rejects. */
  requestOrganization(
    request: NewOrganizationRequest,
    options: CallOptions = {},
  ): Promise<OrganizationRequest> {
    return this.#post('/v1/organization-requests', JSON.stringify(request), options);
  }

  organizationRequests(options: PageOptions = {}): Listing<OrganizationRequest> {
    return this.#list('/v1/organization-requests', options);
  }

  async approveOrganizationRequest(
    id: string,
    approval: Approval,
    options: CallOptions = {},
  ): Promise<OrganizationRequest> {
    return this.#post(path`/v1/organization-requests/${id}/approve`, JSON.stringify(approval), options);
  }

  async rejectOrganizationRequest(id: string, options: CallOptions = {}): Promise<OrganizationRequest> {
    return this.#post(path`/v1/organization-requests/${id}/reject`, '{}', options);
  }

  #delete(path: string, options: CallOptions): Promise<void> {
    const call = { method: 'DELETE', path, repeatable: false } as const;
    return this.#connection.send(call, options, () => undefined);
  }

  #list<T>(below: string, { limit, cursor, ...options }: PageOptions): Listing<T> {
    return new Listing<T>(
      () => async (cursor) => {
        const call = { method: 'GET', path: below + query({ limit, cursor }), repeatable: true } as const;
        return pageOf(await this.#connection.json(call, options));
      },
      cursor,
    );
  }

  async #get<T>(path: string, options: CallOptions): Promise<T> {
    const { body } = await this.#connection.json<T>({ method: 'GET', path, repeatable: true }, options);
    return body;
  }

  /** Nothing keeps these from being done twice, so they are sent once. */
  async #post<T>(
    path: string,
    body: string,
    options: CallOptions,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const call: Call = { method: 'POST', path, body, headers, repeatable: false };
    const answer = await this.#connection.json<T>(call, options);
    return answer.body;
  }
}
