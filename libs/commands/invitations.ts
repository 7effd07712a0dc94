import type { LedgerEvent } from '#events/event.js';
import { assignTo, assignable, criteriaRoles } from './assigning.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import { activate } from './members.js';
import type { CommandData } from './schema.js';

const DAY = 24 * 60 * 60 * 1000;
const invitationDays = 14;

export function inviteUser(
  d: Deliberation,
  { users, roles = [], place = d.root }: CommandData<'InviteUser'>,
): Events {
  d.permit('InviteUser', [{ action: 'invite', at: d.find(place) }]);
  const statuses = users.map(({ user }) => ({ user, status: d.status(user) }));
  const member = statuses.find(({ status }) => status === 'active' || status === 'suspended');
  if (member !== undefined) refuse('ALREADY_MEMBER', `\`${member.user}\` is a member already`);
  const invited = statuses.find(({ status }) => status === 'invited');
  if (invited !== undefined) {
    refuse(
      'ALREADY_INVITED',
      `\`${invited.user}\` is invited already, use \`ResendInvitation\` to send it again`,
    );
  }
  const given = assignable(d, roles, place);
  d.resource(place);
  return users.flatMap(({ user, email }): LedgerEvent[] => {
    const { person, key } = d.admit(user);
    const known = d.context.directory.identity(person);
    const identity = { ...known, user, email };
    return [
      { type: 'UserInvited', data: { person, key, identity, ...ticket(d, person) } },
      ...assignTo(d, user, given, place, 'invitation', 'skip'),
    ];
  });
}

export function resendInvitation(d: Deliberation, { user }: CommandData<'ResendInvitation'>): Events {
  const at = placesOf(d, user).find((place) => d.has({ action: 'invite', at: place })) ?? d.access.root;
  d.permit('ResendInvitation', [{ action: 'invite', at }]);
  const person = invitedPerson(d, user);
  return [{ type: 'InvitationResent', data: { person, ...ticket(d, person) } }];
}

/** Takes back everything that was promised, so the right is needed wherever a role was. */
export function revokeInvitation(d: Deliberation, { user }: CommandData<'RevokeInvitation'>): Events {
  d.permit(
    'RevokeInvitation',
    placesOf(d, user).map((at) => ({ action: 'invite', at })),
  );
  return [{ type: 'InvitationRevoked', data: { person: invitedPerson(d, user) } }];
}

export function acceptInvitation(d: Deliberation, data: CommandData<'AcceptInvitation'>): Events {
  const person = inPerson(d, 'AcceptInvitation', data);
  const { attributes } = d.context.directory.identity(person) ?? {};
  return [activate(d, { user: data.user }), ...criteriaRoles(d, data.user, attributes)];
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
  if (caller.kind === 'exempt') d.permit(command, []);
  else if (caller.user !== user) refuse('FORBIDDEN', `\`${command}\` is for the invited person`);
  const person = invitedPerson(d, user);
  const invitation = d.access.people.invitation(person)!;
  if (token !== undefined && d.context.hashToken(token) !== invitation.tokenHash) {
    refuse('FORBIDDEN', 'the token is not the one that was sent last, use the newest invitation');
  }
  if (invitation.expires <= d.context.now) {
    refuse('INVITATION_EXPIRED', 'the invitation has expired, ask for another one');
  }
  return person;
}

function invitedPerson(d: Deliberation, user: string): number {
  if (d.status(user) !== 'invited') refuse('NOT_INVITED', `\`${user}\` has no open invitation`);
  return d.context.directory.find(user)!;
}

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
