import type { Difference } from '#access/differences/differences.js';
import { Steps } from '#access/differences/steps.js';
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
    const [first, last] = [events[0]!.revision, events.at(-1)!.revision];
    await ledger.at({ atLeast: last });
    const presented = await ledger.present(events);
    // A ledger that failed in the meantime tells nothing: `live` throws.
    const steps = new Steps(ledger.live().access, first, last);
    const messages: Message[] = [];
    for (const event of presented) {
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
      const { changes, truncated } = changesOf(ledger, steps.of(revision));
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

/** What an event did to access, each change in JSON. */
function changesOf(
  ledger: Ledger,
  differences: Iterable<Difference>,
): { readonly changes: readonly string[]; readonly truncated: boolean } {
  const changes: string[] = [];
  const lists = new Lists();
  let characters = 0;
  for (const difference of differences) {
    const text = changeOf(ledger, difference, lists);
    characters += text.length;
    const isFull = changes.length === changesMost || characters > charactersMost;
    // The first one always fits: it names each permission of a model once.
    if (isFull && changes.length > 0) return { changes, truncated: true };
    changes.push(text);
  }
  return { changes, truncated: false };
}

/** Whom it affects, on which `resource`, and what they `gained` and `lost` there. */
function changeOf(ledger: Ledger, difference: Difference, lists: Lists): string {
  const where = { ...affectedBy(ledger, difference), resource: ledger.access.tree.ref(difference.node) };
  const [gained, lost] = [lists.text(difference.gained), lists.text(difference.lost)];
  return `${JSON.stringify(where).slice(0, -1)},"gained":${gained},"lost":${lost}}`;
}

/** Lists in JSON, each written once: a role gives the same at one place as at the next. */
class Lists {
  readonly #texts = new Map<readonly string[], string>();

  text(names: readonly string[]): string {
    let text = this.#texts.get(names);
    if (text === undefined) this.#texts.set(names, (text = JSON.stringify(names)));
    return text;
  }
}

function affectedBy({ access, directory }: Ledger, difference: Difference): Affected {
  if ('person' in difference) return { user: directory.name(difference.person) };
  const { role, place, holders } = difference;
  return { role: access.roles.id(role), place: access.tree.ref(place), holders };
}
