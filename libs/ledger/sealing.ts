import type { LedgerEvent } from '#events/event.js';
import type { Identity } from '#events/person.js';
import { StoreCorrupt } from '#store/event-store.js';
import { open, seal } from './cipher.js';
import type { OrganizationKey } from './organization-key.js';

/** What an event says about who a person is, and the key it is sealed under. */
type Introduction = { readonly person: number; readonly key: string; readonly identity: unknown };

/** An event as the domain made it, with its id. */
export type Draft = { readonly id: string; readonly event: LedgerEvent };

/** The part of an event that introduces a person; `undefined` for events that introduce nobody. */
export function introduction(data: Readonly<Record<string, unknown>>): Introduction | undefined {
  const { person, key, identity } = data;
  if (identity === undefined) return undefined;
  if (typeof person !== 'number' || typeof key !== 'string')
    throw new StoreCorrupt('an identity without a person or a key');
  return { person, key, identity };
}

/** The identity of a draft, which is plain. */
export function plainIdentity(event: LedgerEvent): Identity | undefined {
  if (!('identity' in event.data) || typeof event.data.identity === 'string') return undefined;
  return event.data.identity;
}

/**
 * The data of a draft as it is stored: identities under the person's key, texts under the organization's.
 * An identity is bound to the organization and the person, a text to the event that holds it.
 */
export function sealed(
  organization: string,
  { id, event }: Draft,
  keyOf: (id: string) => Uint8Array,
  organizationKey: OrganizationKey,
): Readonly<Record<string, unknown>> {
  const introduced = introduction(event.data);
  if (introduced !== undefined) {
    const { person, key, identity } = introduced;
    const bound = boundTo(organization, person);
    return { ...event.data, identity: seal(keyOf(key), JSON.stringify(identity), bound) };
  }
  if (event.type === 'NotificationRequested') {
    return { ...event.data, text: organizationKey.sealText(event.data.text, textOf(id)) };
  }
  return event.data;
}

/** @throws StoreCorrupt when the ciphertext is not what was written */
export function openIdentity(
  organization: string,
  person: number,
  key: Uint8Array,
  ciphertext: string,
): Identity {
  // What the key opens is what `sealed` put in, an identity.
  return JSON.parse(open(key, ciphertext, boundTo(organization, person)).toString('utf8')) as Identity;
}

/** Where the text of an event belongs, as its ciphertext is bound to it. */
export function textOf(event: string): string {
  return `text ${event}`;
}

/** Where the reason of a request belongs. */
export function reasonOf(command: string): string {
  return `reason ${command}`;
}

function boundTo(organization: string, person: number): string {
  return `identity ${organization} ${person}`;
}
