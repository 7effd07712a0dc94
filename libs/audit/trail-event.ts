import type { LedgerEvent } from '#events/event.js';
import type { ModelReference } from '#events/organization.js';
import type { Identity } from '#events/person.js';

/** An event of a ledger, or a refused attempt, as the world sees it: people by user id, nothing sealed. */
export type TrailEvent = {
  /** UUID. */
  readonly id: string;
  readonly type: string;
  /** Number of the event in its stream; refused attempts have a stream of their own. */
  readonly revision: number;
  /** RFC 3339 in UTC. */
  readonly time: string;
  readonly actor: string;
  readonly via: string;
  readonly reason?: string;
  /** Id of the request, where it is known. */
  readonly correlation?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** What stands in the place of an event when a command was refused. */
export type RefusedAttempt =
  | {
      readonly type: 'CommandRefused';
      readonly data: {
        readonly command: string;
        /** Place of the command in its request. */
        readonly index: number;
        readonly code: string;
        /** Revision of the ledger then. */
        readonly revision: number;
        /** Data of the command; absent when they were too long to keep. */
        readonly data?: Readonly<Record<string, unknown>>;
      };
    }
  | { readonly type: 'RefusalsLeftOut'; readonly data: { readonly count: number } };

/** The payloads of a trail by type: those of stored events, with people by user id and without what is sealed. */
export type Told = ToldEvent<LedgerEvent> | RefusedAttempt;

type ToldEvent<E extends LedgerEvent> = E extends unknown
  ? { readonly type: E['type']; readonly data: E['data'] extends infer D ? ToldData<E['type'], D> : never }
  : never;

type ToldData<T, D> = T extends 'OwnershipTransferred'
  ? { readonly place: string; readonly role: string; readonly from?: string; readonly to: string }
  : Omit<D, 'person' | 'people' | 'key' | 'identity' | 'tokenHash' | 'model'> &
      Field<D, 'person', { readonly user: string }> &
      Field<D, 'people', { readonly users: readonly string[] }> &
      Field<D, 'identity', Omit<Identity, 'user'>> &
      Field<D, 'model', { readonly model: Omit<ModelReference, 'document'> }>;

type Field<D, K extends string, Shown> = string extends keyof D
  ? unknown
  : K extends keyof D
    ? Shown
    : unknown;

export function told({ type, data }: TrailEvent): Told {
  // A ledger holds events of these types only, and one that is shown has its payload by the rules above.
  return { type, data } as Told;
}

export function isRefused({ type }: { readonly type: string }): boolean {
  return type === 'CommandRefused' || type === 'RefusalsLeftOut';
}
