import type { PlacedEvent } from '#store/event-store.js';
import { organizationOf } from '../ledger-stream.js';

/** An invitation that is to be mailed, as its event has it. */
export type Invitation = {
  readonly organization: string;
  /** Id of the event. */
  readonly event: string;
  /** Revision of the event. */
  readonly revision: number;
  /** When it was given, UTC milliseconds. */
  readonly time: number;
  readonly person: number;
  /** RFC 3339. */
  readonly expires: string;
};

/** What the event asks to be mailed, `undefined` where it asks for nothing. */
export function invitationOf({
  type,
  id,
  stream,
  revision,
  metadata,
  data,
}: PlacedEvent): Invitation | undefined {
  if (type !== 'UserInvited' && type !== 'InvitationResent') return undefined;
  // The two types have these fields.
  const { person, expires } = data as { person: number; expires: string };
  const organization = organizationOf({ stream });
  return { organization, event: id, revision, time: Number(metadata.time), person, expires };
}
