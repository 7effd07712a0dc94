import type { LedgerEvent } from '#events/event.js';
import type { Identity } from '#events/person.js';
import { quoted } from '#model/wording.js';
import type { Deliberation } from '../deliberation.js';
import { refuse } from '../refuse.js';

export type Attributes = NonNullable<Identity['attributes']>;

/** What a command says about somebody. */
export type Described = {
  readonly user: string;
  readonly email?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

/** Makes somebody active; what the command says about them replaces what was known. */
export function activated(d: Deliberation, { user, email, attributes }: Described): LedgerEvent {
  const { person, key } = d.person(user);
  const known = d.context.directory.identity(person);
  if (known !== undefined && email === undefined && attributes === undefined) {
    return { type: 'UserActivated', data: { person } };
  }
  const identity: Identity = {
    ...(known ?? { user }),
    ...(email !== undefined && { email }),
    ...(attributes !== undefined && { attributes }),
  };
  return { type: 'UserActivated', data: { person, key, identity } };
}

/** What is known about somebody, before the command says anything. */
export function attributesOf(d: Deliberation, user: string): Attributes | undefined {
  const person = d.context.directory.find(user);
  return person === undefined ? undefined : d.context.directory.identity(person)?.attributes;
}

/** Number of somebody who came: an invited person has not. */
export function memberWhoCame(d: Deliberation, user: string): number {
  const person = d.member(user);
  if (d.view.status(person) !== 'invited') return person;
  return refuse('NOT_A_MEMBER', `${quoted(user)} has not accepted the invitation yet`);
}

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}
