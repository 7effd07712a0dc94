import type { View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import type { Ledger } from '#ledger/ledger.js';
import type { Ledgers } from '#ledger/ledgers.js';
import type { Invitation } from '#projections/mailing/invitation.js';
import { invitationLink, invitationMail } from '#projections/mailing/invitation-mail.js';
import type { Mail, Mailbox } from '#projections/mailing/mail-transport.js';
import type { MailOf } from '#projections/mailing/mailer.js';

export type LettersOptions = {
  readonly ledgers: Pick<Ledgers, 'open'>;
  readonly from: Mailbox;
  /** Where an invitation is accepted, with `{token}` in it. */
  readonly inviteUrl?: string | undefined;
};

/** Writes the mails of invitations that are open when they are to leave. */
export function lettersOf(options: LettersOptions): MailOf {
  return async (invitation) => {
    const ledger = await options.ledgers.open(invitation.organization);
    const view = await ledger.at({ atLeast: invitation.revision });
    if (isOpen(view, invitation)) return letter(ledger, invitation, view, options);
    // What is known of an invitation may not be durable yet, and come to nothing.
    return ledger.access.revision === view.revision ? 'lapsed' : 'unsettled';
  };
}

/** Whether the invitation is the one that was sent last, and can be accepted. */
function isOpen(view: View, { person, revision }: Invitation): boolean {
  const invitation = view.access.people.invitation(person);
  if (view.isClosed || view.status(person) !== 'invited') return false;
  return invitation?.sent === revision && invitation.expires > view.instant;
}

function letter(
  ledger: Ledger,
  { event, revision, time, person, expires }: Invitation,
  view: View,
  { from, inviteUrl }: LettersOptions,
): Mail | 'lapsed' {
  const { directory, organization } = ledger;
  const { access } = view;
  const identity = directory.identity(person);
  // Nobody is invited without an address.
  if (identity?.email === undefined) return 'lapsed';
  const token = ledger.invitationToken(person, expires);
  const values = { token, organization, user: identity.user };
  return invitationMail({
    event,
    date: new Date(time),
    from,
    to: identity.email,
    // The root carries the organization's name.
    organization: access.tree.name(access.root, view.revision) ?? organization,
    inviter: inviterOf(access.history.actor(revision), directory),
    expires: new Date(expires),
    token,
    link: inviteUrl === undefined ? undefined : invitationLink(inviteUrl, values),
  });
}

/** Operators and services are nobody that the invited person knows. */
function inviterOf(actor: string, directory: PeopleDirectory): string | undefined {
  if (!actor.startsWith('person:')) return undefined;
  return directory.identity(Number(actor.slice('person:'.length)))?.user;
}
