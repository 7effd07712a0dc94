import { Draw } from '#access/testing/draw.suite.js';
import { naiveEvolve, naiveFold, type NaiveState } from '#access/testing/naive-state.suite.js';
import type { PersonStatus } from '#access/people.js';
import type { LedgerEvent } from '#events/event.js';
import type { ModelDocument } from '#model/document.js';
import { DomainError } from '#model/errors.js';
import * as fc from 'fast-check';
import type { Command } from '../schema.js';
import { clerk } from './administered.suite.js';
import { founding, Organization } from './organization.suite.js';
import { commandOf, operator, type Order, type Sender } from './orders.suite.js';
import { everything, furnishing, giving, randomOrder, type Mix } from './random-orders.suite.js';
import { users } from './random-parts.suite.js';

/** What was sent, and what came of it. */
export type Step = {
  readonly sender: Sender;
  readonly command: Command;
  /** The state it was decided on: the revision, what naively stands, and the status of a person who sent it. */
  readonly revision: number;
  readonly before: NaiveState;
  readonly status: PersonStatus | undefined;
  readonly outcome: readonly LedgerEvent[] | DomainError;
};

const minute = 60_000;
const day = 24 * 60 * minute;
const later = [0, 0, 0, minute, day, 2 * day, 5 * day];

/** An organization to which random people send random commands; what is accepted happens. */
export class Story {
  readonly organization = new Organization();
  readonly state: NaiveState;
  protected turns = 0;
  private readonly lines: string[] = [];

  constructor(
    document: ModelDocument,
    limited: boolean,
    private readonly mix: Mix = everything,
  ) {
    const { organization } = this;
    organization.publish(document, { ...document, version: document.version + 1 });
    const office = clerk(document);
    const opening: readonly Order[] = [
      founding(document),
      ...firstResources(document),
      ...(office === undefined ? [] : [office]),
      { AddUser: { user: 'u1', ...(office !== undefined && { roles: ['clerk'] }) } },
      { AddUser: { user: 'u2' } },
      ...(limited ? [{ ChangeOrganizationSettings: { settings: { grantLimit: 'own' as const } } }] : []),
    ];
    this.state = naiveFold(opening.flatMap((order) => organization.send(operator, commandOf(order))));
  }

  /** Sends the next command; `undefined` when none was hit upon. */
  next(seed: number): Step | undefined {
    const draw = new Draw(numbersOf(seed));
    const { organization } = this;
    organization.now += draw.from(later)!;
    this.follow(organization.lapse());
    const names = Array.from({ length: organization.access.people.size }, (_, person) => this.name(person));
    const { sender, mix } = this.turn(draw, names);
    const order = randomOrder(mix, { ...this.state, names }, draw, organization.now);
    this.turns++;
    return order === undefined ? undefined : this.send(sender, order);
  }

  /** Who is next, and what they may think of. */
  protected turn(draw: Draw, names: readonly string[]): { sender: Sender; mix: Mix } {
    const turn = draw.below(10);
    const members = [...this.state.members.keys()].map((person) => names[person]!);
    const anybody = () => draw.from(turn < 9 ? members : [...users, 'stranger'])!;
    const sender = turn < 2 ? operator : turn < 6 ? draw.from(['ana', 'u1'])! : anybody();
    return { sender, mix: this.mix };
  }

  send(sender: Sender, order: Order): Step {
    const { organization } = this;
    const { access, directory } = organization;
    const command = commandOf(order);
    const { revision } = access;
    const person = typeof sender === 'string' ? directory.find(sender) : undefined;
    const status = person === undefined ? undefined : access.people.status(person, revision);
    const before = copied(this.state);
    const outcome = this.decide(sender, command);
    const came = outcome instanceof DomainError ? outcome.message : outcome.map(({ type }) => type).join();
    this.lines.push(
      `${new Date(organization.now).toISOString()} ${String(sender)} ${JSON.stringify(order)}: ${came}`,
    );
    if (!(outcome instanceof DomainError)) {
      organization.fold(outcome);
      this.follow(outcome);
    }
    return { sender, command, revision, before, status, outcome };
  }

  decide(sender: Sender, command: Command): Step['outcome'] {
    try {
      return this.organization.decide(sender, command);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  toString(): string {
    return this.lines.join('\n');
  }

  private name(person: number): string {
    return this.organization.directory.identity(person)?.user ?? 'nobody';
  }

  private follow(events: readonly LedgerEvent[]): void {
    for (const event of events.flatMap(plainly)) naiveEvolve(this.state, event);
  }
}

/** First the operator furnishes the organization, then its administrators give what they may, and what not. */
export class GivingStory extends Story {
  protected override turn(draw: Draw): { sender: Sender; mix: Mix } {
    if (this.turns < 25) return { sender: operator, mix: furnishing };
    return { sender: draw.from(['ana', 'u1', 'u1'])!, mix: giving };
  }
}

/** In the words of the naive state, which knows neither revoked invitations nor owners. */
function plainly(event: LedgerEvent): LedgerEvent[] {
  if (event.type === 'InvitationRevoked') return [{ ...event, type: 'InvitationDeclined' }];
  if (event.type !== 'OwnershipTransferred') return [event];
  const { from, to, role, place } = event.data;
  const ended = { type: 'RoleRevoked', data: { person: from ?? -1, role, place } } as const;
  const begun = { type: 'RoleAssigned', data: { person: to, role, place, source: 'person' } } as const;
  return from === undefined ? [begun] : [ended, begun];
}

function copied(state: NaiveState): NaiveState {
  const roles: NaiveState['roles'] = new Map();
  for (const [id, role] of state.roles) roles.set(id, { ...role, grants: [...role.grants] });
  return {
    ...state,
    parents: new Map(state.parents),
    roles,
    members: new Map(state.members),
    assignments: [...state.assignments],
    overrides: state.overrides.map((override) => ({ ...override })),
    userLevels: [...state.userLevels],
  };
}

/** Holds what `claim` expects of each step of random stories. A failure tells the whole story, and its seed. */
export function inEveryStory(
  document: ModelDocument,
  claim: (step: Step, story: Story) => void,
  {
    runs = 12,
    steps = 60,
    Teller = Story,
    mix = everything,
  }: { runs?: number; steps?: number; Teller?: typeof Story; mix?: Mix } = {},
): void {
  const seeds = fc.array(fc.noShrink(fc.nat()), { minLength: steps / 2, maxLength: steps, size: 'max' });
  const property = fc.property(fc.boolean(), seeds, (limited, all) => {
    const story = new Teller(document, limited, mix);
    try {
      for (const seed of all) {
        const step = story.next(seed);
        if (step !== undefined) claim(step, story);
      }
    } catch (error) {
      throw new Error(`${String(story)}\n`, { cause: error });
    }
  });
  fc.assert(property, { numRuns: runs });
}

/** One resource of each type, wherever it can lie. */
function firstResources({ types, name }: ModelDocument): Order[] {
  const [root] = Object.keys(types).filter((type) => types[type]!.root);
  const refs = new Map([[root!, `${root}:acme`]]);
  const orders: Order[] = [];
  for (const type of [...Object.keys(types), ...Object.keys(types)]) {
    const parent = types[type]!.under?.map((above) => refs.get(above)).find((ref) => ref !== undefined);
    if (parent === undefined || (refs.has(type) && type !== root)) continue;
    if (type === root && (name !== 'portal' || orders.length > 0)) continue;
    orders.push({ RegisterResource: { ref: `${type}:z`, parent } });
    if (type !== root) refs.set(type, `${type}:z`);
  }
  return orders;
}

/** Numbers that are scattered evenly, the same ones for the same seed. */
function numbersOf(seed: number): number[] {
  let state = seed;
  return Array.from({ length: 40 }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  });
}
