import type { LedgerEvent } from '#events/event.js';
import type { Identity } from '#events/person.js';
import type { Directory } from '../context.js';

/** Who is who, as events say it; nothing is sealed here. */
export class OpenDirectory implements Directory {
  private readonly numbers = new Map<string, number>();
  private readonly known = new Map<number, { identity: Identity; key: string }>();

  find(user: string): number | undefined {
    return this.numbers.get(user);
  }

  identity(person: number): Identity | undefined {
    return this.known.get(person)?.identity;
  }

  key(person: number): string | undefined {
    return this.known.get(person)?.key;
  }

  learn({ type, data }: LedgerEvent): void {
    if (type === 'UserErased') {
      this.numbers.delete(this.identity(data.person)?.user ?? '');
      this.known.delete(data.person);
    } else if ('identity' in data && typeof data.identity === 'object' && data.key !== undefined) {
      this.known.set(data.person, { identity: data.identity, key: data.key });
      this.numbers.set(data.identity.user, data.person);
    }
  }
}
