import { type Interval, Timeline, type TimelineDump } from './timeline.js';
import type { Undo } from './undo.js';

/** Strangers have no status. Only active people are ever allowed anything. */
export type PersonStatus = 'invited' | 'active' | 'suspended' | 'removed' | 'erased';

export type Invitation = {
  /** UTC milliseconds; the invitation cannot be accepted from then on. */
  readonly expires: number;
  readonly tokenHash: string;
  /** Revision of the event that sent it last. */
  readonly sent: number;
  /** What the person is again when the invitation comes to nothing. */
  readonly before: PersonStatus | undefined;
  /** Whether it was recorded that the invitation ran out. */
  readonly recorded?: true;
};

export type PeopleDump = {
  readonly size: number;
  readonly statuses: TimelineDump<PersonStatus>;
  readonly invitations: ReadonlyMap<number, Invitation>;
};

/** The people of an organization, by number. Who they are is not known here. */
export class People {
  private readonly statusOf: Timeline<PersonStatus>;
  private readonly invitations: Map<number, Invitation>;
  private named: number;

  constructor(
    private readonly undo: Undo,
    dump?: PeopleDump,
  ) {
    this.statusOf = new Timeline<PersonStatus>(undo, dump?.statuses);
    this.invitations = new Map(dump?.invitations);
    this.named = dump?.size ?? 0;
  }

  /** How many numbers are taken; it is also the next number. */
  get size(): number {
    return this.named;
  }

  status(person: number, revision: number): PersonStatus | undefined {
    return this.statusOf.get(person, revision);
  }

  statusSince(person: number, revision: number): number | undefined {
    return this.statusOf.sinceOf(person, revision);
  }

  /** Every status the person had at or before the revision, the oldest first. */
  statuses(person: number, revision: number): Generator<Interval<PersonStatus>> {
    return this.statusOf.intervals(person, revision);
  }

  /** The invitation that is open now. */
  invitation(person: number): Invitation | undefined {
    return this.invitations.get(person);
  }

  /** @throws RangeError when there is none */
  openInvitation(person: number): Invitation {
    const invitation = this.invitations.get(person);
    if (invitation === undefined) throw new RangeError(`person ${person} is not invited`);
    return invitation;
  }

  change(person: number, status: PersonStatus | undefined, revision: number): void {
    if (person > this.named) throw new RangeError(`person ${person} skips numbers`);
    if (person === this.named) {
      this.named++;
      this.undo.step(() => this.named--);
    }
    this.statusOf.set(person, status, revision);
  }

  invite(person: number, invitation: Invitation | undefined): void {
    const before = this.invitations.get(person);
    if (invitation === undefined) this.invitations.delete(person);
    else this.invitations.set(person, invitation);
    this.undo.step(() => {
      if (before === undefined) this.invitations.delete(person);
      else this.invitations.set(person, before);
    });
  }

  /** Open invitations: what a timer looks at. */
  *invited(): Generator<{ person: number; invitation: Invitation }> {
    for (const [person, invitation] of this.invitations) yield { person, invitation };
  }

  dump(): PeopleDump {
    return { size: this.named, statuses: this.statusOf.dump(), invitations: this.invitations };
  }
}
