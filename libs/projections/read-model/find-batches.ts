import type { Found, ReadModelReader } from './read-model.js';

/** So many people are asked about at once. */
const most = 1_000;

type Asked = {
  readonly subjects: readonly string[];
  resolve(found: Found | 'moved' | undefined): void;
  reject(error: unknown): void;
};

/** Questions about the present of one copy that come in the same turn of the event loop are one read, at one revision. */
export class FindBatches {
  #waiting = new Map<string, Asked[]>();
  #isPlanned = false;

  constructor(private readonly model: Pick<ReadModelReader, 'find'>) {}

  find(
    organization: string,
    copy: string,
    subjects: readonly string[],
  ): Promise<Found | 'moved' | undefined> {
    return new Promise((resolve, reject) => {
      const key = `${organization} ${copy}`;
      const asked = this.#waiting.get(key);
      if (asked === undefined) this.#waiting.set(key, [{ subjects, resolve, reject }]);
      else asked.push({ subjects, resolve, reject });
      if (this.#isPlanned) return;
      this.#isPlanned = true;
      setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#isPlanned = false;
    for (const [key, asked] of waiting) {
      const [organization, copy] = key.split(' ') as [string, string];
      for (let from = 0; from < asked.length;) {
        let people = 0;
        let to = from;
        do people += asked[to++]!.subjects.length;
        while (to < asked.length && people + asked[to]!.subjects.length <= most);
        void this.#ask(organization, copy, asked.slice(from, to));
        from = to;
      }
    }
  }

  async #ask(organization: string, copy: string, asked: readonly Asked[]): Promise<void> {
    try {
      const subjects = asked.length === 1 ? asked[0]!.subjects : asked.flatMap(({ subjects }) => subjects);
      const found = await this.model.find(organization, { copy, subjects });
      if (typeof found !== 'object') {
        for (const { resolve } of asked) resolve(found);
        return;
      }
      let at = 0;
      for (const { subjects, resolve } of asked) {
        resolve({ ...found, rows: found.rows.slice(at, (at += subjects.length)) });
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
