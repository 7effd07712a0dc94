import { type Difference, differences } from '#access/differences/differences.js';
import type { Ledger } from '#ledger/ledger.js';
import type { Ledgers } from '#ledger/ledgers.js';
import type { PresentedEvent } from '#ledger/present.js';
import type { Message } from '#projections/publishing/message-bus.js';
import type { MessagesOf } from '#projections/publishing/publisher.js';
import { messageOf } from './cloud-event.js';

/** Whose access changed: one person's, or that of everybody with a role at a place. */
type Affected =
  | { readonly user: string }
  | { readonly role: string; readonly place: string; readonly holders: number };

/** What they gained and lost on one resource. */
type Change = Affected & {
  readonly resource: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
};

/**
 * So many changes fit into a message, and so many characters of them: a message that the broker refuses would stop the
 * organization for ever. Who is told that there are more forgets every decision of the organization.
 */
const changesMost = 1_000;
const charactersMost = 512 * 1024;

/**
 * What consumers hear of an event: the event itself, people by their user id, and what it did to effective access. What
 * an edit of a role does is told by role and place, so a message does not grow with the holders.
 */
export function messagesOf(ledgers: Pick<Ledgers, 'open'>, epoch: string): MessagesOf {
  return async (organization, events) => {
    const ledger = await ledgers.open(organization);
    await ledger.at({ atLeast: events.at(-1)!.revision });
    const messages: Message[] = [];
    for (const event of await ledger.present(events)) {
      const { id, type, time, revision } = event;
      const about = { organization, time, revision, epoch };
      messages.push(
        messageOf({
          ...about,
          topic: 'grantline.ledger',
          id,
          type: `grantline.${type}.v1`,
          subject: subjectOf(event),
          data: JSON.stringify(event),
        }),
      );
      const { changes, truncated } = await changesBy(ledger, event);
      if (changes.length === 0) continue;
      // Each is in JSON already: its length was asked for.
      const data = `{"event":${JSON.stringify(id)},"revision":${revision},"changes":[${changes.join(',')}],"truncated":${truncated}}`;
      messages.push(
        messageOf({
          ...about,
          topic: 'grantline.access',
          id: `${id}-access`,
          type: 'grantline.access.v1',
          data,
        }),
      );
    }
    return messages;
  };
}

/** Whom or what the event is about, as a ref. */
function subjectOf({ data: { user, role, resource } }: PresentedEvent): string | undefined {
  if (typeof user === 'string') return `user:${user}`;
  if (typeof role === 'string') return `role:${role}`;
  return typeof resource === 'string' ? resource : undefined;
}

/** What the event did to access, against the state before it: each change in JSON. */
async function changesBy(
  ledger: Ledger,
  { revision }: PresentedEvent,
): Promise<{ readonly changes: readonly string[]; readonly truncated: boolean }> {
  const changes: string[] = [];
  let characters = 0;
  // Before the first event nobody could do anything, and nobody has kept a decision.
  if (revision === 0) return { changes, truncated: false };
  const [before, after] = [await ledger.at({ asOf: revision - 1 }), await ledger.at({ asOf: revision })];
  for (const difference of differences(before, after)) {
    const { gained, lost, node } = difference;
    const resource = ledger.access.tree.ref(node);
    const change: Change = { ...affectedBy(ledger, difference), resource, gained, lost };
    const text = JSON.stringify(change);
    characters += text.length;
    const isFull = changes.length === changesMost || characters > charactersMost;
    // The first one always fits: it names each permission of a model once.
    if (isFull && changes.length > 0) return { changes, truncated: true };
    changes.push(text);
  }
  return { changes, truncated: false };
}

function affectedBy({ access, directory }: Ledger, difference: Difference): Affected {
  if ('person' in difference) return { user: directory.name(difference.person) };
  const { role, place, holders } = difference;
  return { role: access.roles.id(role), place: access.tree.ref(place), holders };
}
