import type { Invitation } from '#access/people.js';
import type { View } from '#access/view.js';
import { type Deliveries, type Delivery } from '#projections/mailing/deliveries.js';
import { shownReply } from '#projections/mailing/mail-transport.js';
import { timeOf } from '../answer.js';

/** How an open invitation fares. Instants are RFC 3339. */
export type ShownInvitation = {
  /** `waiting`: no mail server has taken the mail yet. `undeliverable`: it will never take it. */
  readonly status: 'waiting' | 'sent' | 'undeliverable';
  /** Since when that is so. */
  readonly since: string;
  readonly expires: string;
  /** What the mail server answered, such as `550 5.1.1`. */
  readonly reply?: string;
};

/** Tells how invitations fare. Their mails are facts of the present, and so is this. */
export class Invitations {
  constructor(private readonly deliveries: Pick<Deliveries, 'find'>) {}

  /** By person, for those whose invitation is open, and was as the view has it. */
  async of(
    organization: string,
    view: View,
    people: readonly number[],
  ): Promise<ReadonlyMap<number, ShownInvitation>> {
    const { access, revision } = view;
    const open = people.flatMap((person) => {
      const invitation = access.people.invitation(person);
      // One that was sent after the view is not of it, and may not be durable yet.
      return invitation === undefined || invitation.sent > revision ? [] : [{ person, invitation }];
    });
    if (open.length === 0) return new Map();
    const timeOfSending = ({ sent }: Invitation) => access.history.time(sent);
    const { deliveries } = await this.deliveries.find(
      organization,
      open.map(({ invitation }) => ({ revision: invitation.sent, time: timeOfSending(invitation) })),
    );
    return new Map(
      open.map(({ person, invitation }) => [
        person,
        shown(invitation, timeOfSending(invitation), deliveries.get(invitation.sent)),
      ]),
    );
  }
}

function shown({ expires }: Invitation, sent: number, delivery: Delivery | undefined): ShownInvitation {
  const ends = { expires: timeOf(expires) };
  if (delivery === undefined || delivery.kind === 'begun') {
    return { status: 'waiting', since: timeOf(sent), ...ends };
  }
  const since = timeOf(delivery.time);
  if (delivery.kind === 'accepted') return { status: 'sent', since, ...ends };
  return { status: 'undeliverable', since, ...ends, reply: shownReply(delivery.reply) };
}
