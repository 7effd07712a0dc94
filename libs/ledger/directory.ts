import type { Directory } from '#commands/context.js';
import type { Identity } from '#events/person.js';
import { parse, stringify } from 'uuid';

const uuidBytes = 16;

export type DirectoryDump = {
  /** By number; `undefined` for somebody erased. */
  readonly users: readonly (string | undefined)[];
  readonly emails: readonly (string | undefined)[];
  readonly attributes: ReadonlyMap<number, NonNullable<Identity['attributes']>>;
  readonly keys: Uint8Array;
  readonly formerKeys: ReadonlyMap<number, readonly string[]>;
  readonly erased: readonly number[];
};

/**
 * Who the numbers of a ledger are, as far as its durable events say. Somebody erased has no identity here and is found
 * by no user id; the ids of their keys stay, so that it can be made sure that the keys are gone.
 */
export class PeopleDirectory implements Directory {
  readonly #numbers = new Map<string, number>();
  readonly #users: (string | undefined)[];
  readonly #emails: (string | undefined)[];
  readonly #attributes: Map<number, NonNullable<Identity['attributes']>>;
  /** Id of each person's newest key, in 16 bytes; zeros where there is none. */
  #keys: Uint8Array;
  readonly #formerKeys: Map<number, readonly string[]>;
  readonly #erased: Set<number>;

  constructor(dump?: DirectoryDump) {
    this.#users = [...(dump?.users ?? [])];
    this.#emails = [...(dump?.emails ?? [])];
    this.#attributes = new Map(dump?.attributes);
    this.#keys = new Uint8Array(dump?.keys ?? []);
    this.#formerKeys = new Map(dump?.formerKeys);
    this.#erased = new Set(dump?.erased);
    this.#users.forEach((user, person) => user !== undefined && this.#numbers.set(user, person));
  }

  find(user: string): number | undefined {
    return this.#numbers.get(user);
  }

  identity(person: number): Identity | undefined {
    const user = this.#users[person];
    if (user === undefined) return undefined;
    const email = this.#emails[person];
    const attributes = this.#attributes.get(person);
    return { user, ...(email !== undefined && { email }), ...(attributes !== undefined && { attributes }) };
  }

  key(person: number): string | undefined {
    const bytes = this.#keys.subarray(person * uuidBytes, (person + 1) * uuidBytes);
    return bytes.some((byte) => byte !== 0) ? stringify(bytes) : undefined;
  }

  /** How a person is shown: by user id, or as `erased-17`. */
  name(person: number): string {
    return this.#users[person] ?? `erased-${person}`;
  }

  /** The person that `name` shows: somebody known, or somebody erased. */
  named(name: string): number | undefined {
    const erased = /^erased-(\d{1,15})$/.exec(name);
    if (erased === null) return this.find(name);
    const person = Number(erased[1]);
    return this.#erased.has(person) ? person : undefined;
  }

  /** Ids of all keys that the person's identity was ever sealed under. */
  keysOf(person: number): readonly string[] {
    const key = this.key(person);
    return [...(this.#formerKeys.get(person) ?? []), ...(key === undefined ? [] : [key])];
  }

  get erased(): ReadonlySet<number> {
    return this.#erased;
  }

  know(person: number, { user, email, attributes }: Identity, key: string): void {
    while (this.#users.length <= person) {
      this.#users.push(undefined);
      this.#emails.push(undefined);
    }
    const before = this.#users[person];
    if (before !== undefined && before !== user) this.#numbers.delete(before);
    this.#numbers.set(user, person);
    this.#users[person] = user;
    this.#emails[person] = email === user ? user : email;
    if (attributes === undefined) this.#attributes.delete(person);
    else this.#attributes.set(person, attributes);
    this.useKey(person, key);
  }

  /** Notes a key without the identity under it: somebody whose key is destroyed already. */
  useKey(person: number, key: string): void {
    const before = this.key(person);
    if (before === key) return;
    if (before !== undefined) this.#formerKeys.set(person, this.keysOf(person));
    const end = (person + 1) * uuidBytes;
    if (end > this.#keys.length) {
      const grown = new Uint8Array(Math.max(end, Math.ceil(this.#keys.length * 1.25)));
      grown.set(this.#keys);
      this.#keys = grown;
    }
    this.#keys.set(parse(key), person * uuidBytes);
  }

  forget(person: number): void {
    const user = this.#users[person];
    if (user !== undefined && this.#numbers.get(user) === person) this.#numbers.delete(user);
    if (person < this.#users.length) {
      this.#users[person] = undefined;
      this.#emails[person] = undefined;
    }
    this.#attributes.delete(person);
    this.#erased.add(person);
  }

  dump(): DirectoryDump {
    return {
      users: this.#users,
      emails: this.#emails,
      attributes: this.#attributes,
      keys: this.#keys,
      formerKeys: this.#formerKeys,
      erased: [...this.#erased],
    };
  }
}
