import type { AsOf } from '#access/as-of.js';
import {
  type Beginning,
  type CopyToRead,
  type Found,
  type Head,
  type ReadModel,
  ReadModelDamaged,
  type SharedPart,
  type Step,
  type StoredRow,
  type Wanted,
} from '#projections/read-model/read-model.js';
import { randomUUID } from 'node:crypto';
import { Client, type RedisHooks } from './client.js';
import { type CopyKeys, Keys } from './keys.js';
import { noSubject, subjectLength, timeDigits } from './scripts.js';

/** After so long without a word from its maker a copy that is not finished goes. */
const unfinishedSeconds = 3_600;

/** Read models in Redis 7, on one server or in a cluster. Redis may lose them: they are made anew from the ledgers. */
export class RedisReadModel implements ReadModel {
  readonly #client: Client;
  readonly #keys: Keys;

  constructor(url: string, epoch: string, hooks: RedisHooks = {}) {
    this.#client = new Client(url, hooks);
    this.#keys = new Keys(epoch);
  }

  /**
   * Waits until there is a connection, for who has nothing to do without one; nobody else needs to.
   *
   * @throws ReadModelUnavailable when there is none after so many milliseconds
   */
  connected(milliseconds = 10_000): Promise<void> {
    return this.#client.connected(milliseconds);
  }

  async head(organization: string): Promise<Head | undefined> {
    const fields = ['copy', 'revision', 'last', 'key', 'stamp', 'dirty'] as const;
    const key = this.#keys.head(organization);
    const [copy, revision, last, id, stamp, dirty] = await this.#client.call((redis) =>
      redis.hmget(key, ...fields),
    );
    if (copy === null && (await this.#client.call((redis) => redis.exists(key))) === 0) return undefined;
    if (dirty !== null) throw new ReadModelDamaged('a write broke off');
    return headOf({ copy, served: true }, [revision, last, id, stamp]);
  }

  async apply(organization: string, step: Step): Promise<Head | undefined> {
    const keys = this.#keysOf(organization, step.from);
    const head = await this.#write(keys, step);
    if (!step.from.served) await this.#keepForNow(keys);
    return head;
  }

  async begin(organization: string, { shared, times, ...at }: Beginning): Promise<Head> {
    const copy = randomUUID();
    const head = { copy, ...at };
    const keys = this.#keys.copy(organization, copy);
    await this.#client.call(async (redis) => {
      await redis.set(keys.shared, Buffer.from(shared));
      await redis.set(keys.times, times.map(digits).join(''));
      const counts = { people: 0, subjects: 0, past: 0, base: at.stamp, time: digits(times.at(-1) ?? 0) };
      await redis.hset(keys.head, { ...head, ...counts });
    });
    await this.#keepForNow(keys);
    return { ...head, served: false };
  }

  async fill(organization: string, copy: Head, rows: readonly StoredRow[]): Promise<void> {
    const keys = this.#keys.copy(organization, copy.copy);
    const { last } = copy;
    const time = await this.#client.call((redis) => redis.hget(keys.head, 'time'));
    const filled = await this.#write(
      keys,
      { from: copy, times: [], last, shared: [], people: rows },
      time ?? '',
    );
    if (filled?.revision !== copy.revision) throw new ReadModelDamaged('the copy is not there any more');
    await this.#keepForNow(keys);
  }

  async serve(organization: string, copy: Head): Promise<Head> {
    const { head, ...others } = this.#keys.copy(organization, copy.copy);
    const keys = [this.#keys.head(organization), head, ...Object.values(others)];
    const [before] = (await this.#client.run('serve', keys, []))!;
    if (before !== '') await this.#drop(organization, before!);
    return { ...copy, served: true };
  }

  discard(organization: string, { copy }: Head): Promise<void> {
    return this.#drop(organization, copy);
  }

  async compact(organization: string, { copy, stamp }: Head, shared: Uint8Array): Promise<void> {
    const keys = this.#keys.copy(organization, copy);
    await this.#client.run(
      'compact',
      [this.#keys.head(organization), keys.shared, keys.facts],
      [copy, stamp, Buffer.from(shared)],
    );
  }

  async takeWanted(most: number): Promise<readonly Wanted[]> {
    const taken = await this.#client.call((redis) => redis.spop(this.#keys.wanted, most));
    return taken.map((text) => {
      const [organization, damaged] = text.split(' ') as [string, string?];
      return { organization, ...(damaged !== undefined && { damaged }) };
    });
  }

  async want({ organization, damaged }: Wanted): Promise<void> {
    // Neither has a space in it.
    const text = damaged === undefined ? organization : `${organization} ${damaged}`;
    await this.#client.call((redis) => redis.sadd(this.#keys.wanted, text));
  }

  async find(
    organization: string,
    {
      subjects,
      asOf,
      ...read
    }: CopyToRead & { readonly subjects: readonly string[]; readonly asOf?: AsOf | undefined },
  ): Promise<Found | 'moved' | undefined> {
    const { copy } = read;
    const { head, people, subjects: numbers, past, times } = this.#keysOf(organization, read);
    const answer = await this.#client.run(
      'find',
      [head, people, numbers, past, times],
      [copy, ...textOf(asOf), ...subjects],
    );
    if (answer === null || answer[0] === 'none') return undefined;
    if (answer[0] === 'moved') return 'moved';
    const [, revision, time, stamp, asked, at] = answer;
    return {
      copy,
      revision: Number(revision),
      time: Number(time),
      stamp: Number(stamp),
      asOf: asked === '' ? undefined : { revision: Number(asked), time: Number(at) },
      rows: subjects.map((subject, index) => rowOf(subject, answer, 6 + index * 3)),
    };
  }

  async shared(
    organization: string,
    known?: CopyToRead & { readonly stamp: number },
  ): Promise<SharedPart | undefined> {
    const served = known?.served !== false;
    const head = served ? this.#keys.head(organization) : this.#keys.copy(organization, known.copy).head;
    for (;;) {
      const copy = await this.#client.call((redis) => redis.hget(head, 'copy'));
      if (copy === null) return undefined;
      const keys = this.#keysOf(organization, { copy, served });
      const stamp = known?.copy === copy ? known.stamp : -1;
      const answer = await this.#client.runBuffer('shared', [head, keys.shared, keys.facts], [copy, stamp]);
      // Another copy has taken its place in between.
      if (answer === null || answer[0]!.toString() === 'moved') continue;
      const [, key, base, dump, ...facts] = answer;
      return {
        copy,
        key: key!.toString(),
        base: dump!.length === 0 ? undefined : { shared: dump!, stamp: Number(base!.toString()) },
        facts: facts.map((fact) => fact.toString()),
      };
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #write(keys: CopyKeys, step: Step, time = digits(step.times.at(-1) ?? 0)): Promise<Head | undefined> {
    const { from, times, last, shared, people } = step;
    const answer = await this.#client.run(
      'apply',
      [keys.head, keys.people, keys.subjects, keys.past, keys.times, keys.facts],
      [
        ...[from.copy, from.revision, from.revision + times.length, last, time, times.map(digits).join('')],
        ...[shared.length, ...shared],
        ...people.flatMap(({ person, subject, live, past }) => [person, subject ?? noSubject, live, past]),
      ],
    );
    return answer === null ? undefined : headOf(from, answer);
  }

  /** Keys of a copy: the head of the one that is served is that of the organization. */
  #keysOf(organization: string, { copy, served = true }: CopyToRead): CopyKeys {
    const keys = this.#keys.copy(organization, copy);
    return served ? { ...keys, head: this.#keys.head(organization) } : keys;
  }

  /** What is left of a copy whose maker died goes by itself. */
  async #keepForNow(keys: CopyKeys): Promise<void> {
    await this.#client.call((redis) =>
      Promise.all(Object.values(keys).map((key) => redis.expire(key, unfinishedSeconds))),
    );
  }

  async #drop(organization: string, copy: string): Promise<void> {
    const keys = Object.values(this.#keys.copy(organization, copy));
    await this.#client.call((redis) => redis.unlink(...keys));
  }
}

function headOf(
  { copy, served }: { readonly copy: string | null | undefined; readonly served: boolean },
  fields: readonly (string | null | undefined)[],
): Head {
  const [revision, last, key, stamp] = fields;
  const [at, facts] = [Number(revision ?? Number.NaN), Number(stamp ?? Number.NaN)];
  if (
    typeof copy !== 'string' ||
    typeof last !== 'string' ||
    typeof key !== 'string' ||
    Number.isNaN(at + facts)
  ) {
    throw new ReadModelDamaged('the head is not what was written');
  }
  return { copy, revision: at, last, key, stamp: facts, served };
}

function rowOf(subject: string, answer: readonly string[], at: number): Found['rows'][number] {
  const [person, row, past] = [answer[at]!, answer[at + 1]!, answer[at + 2]!];
  if (person === '') return undefined;
  if (!row.startsWith(subject)) throw new ReadModelDamaged('a row is about somebody else');
  return { person: Number(person), live: row.slice(subjectLength), past };
}

function textOf(asOf: AsOf | undefined): [kind: string, which: string] {
  if (asOf === undefined) return ['', ''];
  return typeof asOf === 'number'
    ? ['revision', String(asOf)]
    : ['time', digits(Math.max(0, Math.floor(asOf.time)))];
}

function digits(time: number): string {
  return String(time).padStart(timeDigits, '0');
}
