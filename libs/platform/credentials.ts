import { DomainError } from '#model/errors.js';
import type { EventStore } from '#store/event-store.js';
import { randomUUID } from 'node:crypto';
import { type Caller, type Capability, operatorCaller, serviceCaller } from './caller.js';
import type { CredentialEvent } from './credential-events.js';
import { type Author, Journal, unknownEvent, type Written } from './journal.js';
import { drawSecret, secretHash } from './secret.js';

/** `createdOn` is an instant in RFC 3339; `createdBy` the credential that asked for it. */
type Made = {
  readonly id: string;
  readonly name: string;
  readonly createdOn: string;
  readonly createdBy: string;
};

export type Operator = Made;

export type Key = Made & {
  readonly organizations: readonly string[] | '*';
  readonly capabilities: readonly Capability[];
};

export type KeyRequest = Pick<Key, 'name' | 'organizations' | 'capabilities'>;

/** A credential with its secret, which is known only now. */
export type WithSecret<C> = C & { readonly secret: string };

/** During a rotation the old key and the new one are valid. */
const keysOfOneName = 2;

/** Operators and API keys: who may come in, and with what. Secrets are known here only by their hashes. */
export class Credentials {
  readonly #journal: Journal<CredentialEvent>;
  readonly #operators = new Map<string, Operator>();
  readonly #keys = new Map<string, Key>();
  /** By id, and by the hash of the secret. */
  readonly #hashes = new Map<string, string>();
  readonly #callers = new Map<string, Caller>();
  /** By secret, so that a request costs one look-up. Holds valid secrets only, and nothing after a change. */
  readonly #recent = new Map<string, Caller>();

  constructor(store: EventStore, clock: () => number) {
    this.#journal = new Journal(store, 'credentials', clock, (event) => this.#fold(event));
  }

  /** Reads what was written before, or since. */
  load(): Promise<void> {
    return this.#journal.catchUp();
  }

  /** Whose secret it is; `undefined` for nobody's. */
  authenticate(secret: string): Caller | undefined {
    const recent = this.#recent.get(secret);
    if (recent !== undefined) return recent;
    const caller = this.#callers.get(secretHash(secret));
    if (caller !== undefined) this.#recent.set(secret, caller);
    return caller;
  }

  get operators(): readonly Operator[] {
    return [...this.#operators.values()];
  }

  get keys(): readonly Key[] {
    return [...this.#keys.values()];
  }

  /** @throws DomainError ALREADY_EXISTS when there is an operator of that name */
  async addOperator(
    name: string,
    author: Author,
    secret = drawSecret('gl_op_'),
  ): Promise<WithSecret<Operator>> {
    const id = randomUUID();
    await this.#journal.write(author, () => {
      if (this.operators.some((operator) => operator.name === name)) {
        throw new DomainError('ALREADY_EXISTS', `operator \`${name}\` is there already, choose another name`);
      }
      return [{ type: 'OperatorAdded', data: { id, name, hash: secretHash(secret) } }];
    });
    return { ...this.#operators.get(id)!, secret };
  }

  /** Makes `secret` the only one of the operator of that name, who comes to be if needed. */
  async keepOperator(name: string, secret: string, author: Author): Promise<void> {
    const hash = secretHash(secret);
    await this.#journal.write(author, () => {
      const present = this.operators.find((operator) => operator.name === name);
      if (present !== undefined && this.#hashes.get(present.id) === hash) return [];
      const added: CredentialEvent = { type: 'OperatorAdded', data: { id: randomUUID(), name, hash } };
      return present === undefined ? [added] : [{ type: 'OperatorRemoved', data: { id: present.id } }, added];
    });
  }

  /** @throws DomainError NOT_FOUND, or LAST_ADMIN when nobody else is left */
  async removeOperator(id: string, author: Author): Promise<void> {
    await this.#journal.write(author, () => {
      if (!this.#operators.has(id)) throw new DomainError('NOT_FOUND', 'there is no such operator');
      if (this.#operators.size === 1) {
        throw new DomainError('LAST_ADMIN', 'this is the last operator, add another one first');
      }
      return [{ type: 'OperatorRemoved', data: { id } }];
    });
  }

  /** @throws DomainError ALREADY_EXISTS when two keys of that name are valid */
  async createKey(request: KeyRequest, author: Author): Promise<WithSecret<Key>> {
    const id = randomUUID();
    const secret = drawSecret('gl_key_');
    await this.#journal.write(author, () => {
      const { name } = request;
      if (this.keys.filter((key) => key.name === name).length >= keysOfOneName) {
        const detail = `there are ${keysOfOneName} keys named \`${name}\`, delete the one that is no longer used`;
        throw new DomainError('ALREADY_EXISTS', detail);
      }
      return [{ type: 'KeyCreated', data: { id, ...request, hash: secretHash(secret) } }];
    });
    return { ...this.#keys.get(id)!, secret };
  }

  /** @throws DomainError NOT_FOUND */
  async deleteKey(id: string, author: Author): Promise<void> {
    await this.#journal.write(author, () => {
      if (!this.#keys.has(id)) throw new DomainError('NOT_FOUND', 'there is no such key');
      return [{ type: 'KeyDeleted', data: { id } }];
    });
  }

  #fold(event: CredentialEvent & Written): void {
    this.#recent.clear();
    const made = { createdOn: new Date(event.time).toISOString(), createdBy: event.actor };
    switch (event.type) {
      case 'OperatorAdded': {
        const { id, name, hash } = event.data;
        this.#operators.set(id, { id, name, ...made });
        return this.#admit(id, hash, operatorCaller(name));
      }
      case 'KeyCreated': {
        const { id, name, organizations, capabilities, hash } = event.data;
        this.#keys.set(id, { id, name, organizations, capabilities, ...made });
        return this.#admit(id, hash, serviceCaller(name, organizations, capabilities));
      }
      case 'OperatorRemoved':
        this.#operators.delete(event.data.id);
        return this.#shutOut(event.data.id);
      case 'KeyDeleted':
        this.#keys.delete(event.data.id);
        return this.#shutOut(event.data.id);
      default:
        throw unknownEvent('credentials', event);
    }
  }

  #admit(id: string, hash: string, caller: Caller): void {
    this.#hashes.set(id, hash);
    this.#callers.set(hash, caller);
  }

  #shutOut(id: string): void {
    this.#callers.delete(this.#hashes.get(id)!);
    this.#hashes.delete(id);
  }
}
