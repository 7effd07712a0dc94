import type { LedgerEvent } from '#events/event.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { holds, permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import { assignable, assigned } from './assigning.js';
import { assignedByCriteria } from './criteria.js';
import { activated, attributesOf } from './people.js';

const DAY = 24 * 60 * 60 * 1000;
const invitationDays = 14;

export function inviteUser(
  d: Deliberation,
  { users, roles = [], place = d.root }: CommandData<'InviteUser'>,
): Events {
  permit(d, 'InviteUser', [{ action: 'invite', at: d.find(place) }]);
  const statuses = users.map(({ user }) => ({ user, status: d.status(user) }));
  const member = statuses.find(({ status }) => status === 'active' || status === 'suspended');
  if (member !== undefined) refuse('ALREADY_MEMBER', `${quoted(member.user)} is a member already`);
  const invited = statuses.find(({ status }) => status === 'invited');
  if (invited !== undefined) {
    const user = quoted(invited.user);
    refuse('ALREADY_INVITED', `${user} is invited already, use \`ResendInvitation\` to send it again`);
  }
  const given = assignable(d, roles, place);
  d.resource(place);
  return users.flatMap(({ user, email }): LedgerEvent[] => {
    const { person, key } = d.person(user);
    const identity = { ...d.context.directory.identity(person), user, email };
    return [
      { type: 'UserInvited', data: { person, key, identity, ...ticket(d, person) } },
      ...assigned(d, { user, place, source: 'invitation' }, given),
    ];
  });
}

export function resendInvitation(d: Deliberation, { user }: CommandData<'ResendInvitation'>): Events {
  const at = placesOf(d, user).find((place) => holds(d, { action: 'invite', at: place })) ?? d.access.root;
  permit(d, 'ResendInvitation', [{ action: 'invite', at }]);
  const person = invitedPerson(d, user);
  return [{ type: 'InvitationResent', data: { person, ...ticket(d, person) } }];
}

/** Takes back everything that was promised, so the right is needed wherever a role was. */
export function revokeInvitation(d: Deliberation, { user }: CommandData<'RevokeInvitation'>): Events {
  const rights = placesOf(d, user).map((at) => ({ action: 'invite', at }) as const);
  permit(d, 'RevokeInvitation', rights);
  return [{ type: 'InvitationRevoked', data: { person: invitedPerson(d, user) } }];
}

export function acceptInvitation(d: Deliberation, data: CommandData<'AcceptInvitation'>): Events {
  const { user } = data;
  inPerson(d, 'AcceptInvitation', data);
  return [activated(d, { user }), ...assignedByCriteria(d, user, attributesOf(d, user))];
}

export function declineInvitation(d: Deliberation, data: CommandData<'DeclineInvitation'>): Events {
  return [{ type: 'InvitationDeclined', data: { person: inPerson(d, 'DeclineInvitation', data) } }];
}

/** Accepting and declining is for the invited person; operators and services do it on somebody's behalf. */
function inPerson(
  d: Deliberation,
  command: 'AcceptInvitation' | 'DeclineInvitation',
  { user, token }: CommandData<'AcceptInvitation'>,
): number {
  const { caller } = d.context;
  if (caller.kind === 'exempt') permit(d, command, []);
  else if (caller.user !== user) refuse('FORBIDDEN', `\`${command}\` is for the invited person`);
  const person = invitedPerson(d, user);
  const invitation = d.access.people.openInvitation(person);
  if (token !== undefined && d.context.hashToken(token) !== invitation.tokenHash) {
    refuse('FORBIDDEN', 'the token is not the one that was sent last, use the newest invitation');
  }
  if (invitation.expires <= d.context.now) {
    refuse('INVITATION_EXPIRED', 'the invitation has expired, ask for another one');
  }
  return person;
}

function invitedPerson(d: Deliberation, user: string): number {
  const person = d.context.directory.find(user);
  if (person !== undefined && d.view.status(person) === 'invited') return person;
  return refuse('NOT_INVITED', `${quoted(user)} has no open invitation`);
}

/** Where an invitation promises roles; the root where it promises none. */
function placesOf(d: Deliberation, user: string): number[] {
  const person = d.context.directory.find(user);
  const places = person === undefined ? [] : [...d.held(person)].map(({ place }) => place);
  return places.length > 0 ? [...new Set(places)] : [d.access.root];
}

function ticket(d: Deliberation, person: number): { expires: string; tokenHash: string } {
  const days = d.access.settings(d.revision).invitationDays ?? invitationDays;
  const expires = new Date(d.context.now + days * DAY).toISOString();
  return { expires, tokenHash: d.context.invitationTokenHash(person, expires) };
}
