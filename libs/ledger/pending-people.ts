import type { Directory } from '#commands/context.js';
import type { Identity } from '#events/person.js';
import type { PeopleDirectory } from './directory.js';

type Change =
  | { readonly person: number; readonly identity: Identity; readonly key: string }
  | { readonly person: number; readonly identity: undefined };

/**
 * The directory as decisions see it: the durable one, and over it what events say that are not written yet. Readers
 * keep to the durable one.
 */
export class PendingPeople implements Directory {
  readonly #changes: Change[] = [];
  readonly #numbers = new Map<string, number | undefined>();
  readonly #newest = new Map<number, Change>();

  constructor(private readonly durable: PeopleDirectory) {}

  find(user: string): number | undefined {
    return this.#numbers.has(user) ? this.#numbers.get(user) : this.durable.find(user);
  }

  identity(person: number): Identity | undefined {
    const change = this.#newest.get(person);
    return change === undefined ? this.durable.identity(person) : change.identity;
  }

  key(person: number): string | undefined {
    const change = this.#newest.get(person);
    if (change === undefined) return this.durable.key(person);
    return change.identity === undefined ? undefined : change.key;
  }

  /** How a person is shown. */
  name(person: number): string {
    const change = this.#newest.get(person);
    return change === undefined ? this.durable.name(person) : (change.identity?.user ?? `erased-${person}`);
  }

  know(person: number, identity: Identity, key: string): void {
    this.#make({ person, identity, key });
  }

  forget(person: number): void {
    this.#make({ person, identity: undefined });
  }

  mark(): number {
    return this.#changes.length;
  }

  rollback(mark: number): void {
    if (mark === this.#changes.length) return;
    const kept = this.#changes.slice(0, mark);
    this.#clear();
    for (const change of kept) this.#make(change);
  }

  /** Hands everything over to the durable directory. */
  settle(): void {
    for (const change of this.#changes) {
      if (change.identity === undefined) this.durable.forget(change.person);
      else this.durable.know(change.person, change.identity, change.key);
    }
    this.#clear();
  }

  #make(change: Change): void {
    const before = this.identity(change.person);
    if (before !== undefined && this.find(before.user) === change.person)
      this.#numbers.set(before.user, undefined);
    if (change.identity !== undefined) this.#numbers.set(change.identity.user, change.person);
    this.#newest.set(change.person, change);
    this.#changes.push(change);
  }

  #clear(): void {
    this.#changes.length = 0;
    this.#numbers.clear();
    this.#newest.clear();
  }
}
