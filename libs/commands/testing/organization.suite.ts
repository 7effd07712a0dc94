import { expect } from '@jest/globals';
import { Access } from '#access/access.js';
import { reference } from '#access/testing/ledger.suite.js';
import { model } from '#access/testing/models.suite.js';
import type { Fact as LedgerFact, LedgerEvent } from '#events/event.js';
import type { ModelDocument } from '#model/document.js';
import { DomainError, type Code } from '#model/errors.js';
import type { Context, Warning } from '../context.js';
import { decide } from '../decide.js';
import { lapses } from '../lapses.js';
import type { Command } from '../schema.js';
import { OpenDirectory } from './directory.suite.js';
import {
  callerOf,
  commandOf,
  eventOf,
  operator,
  type Fact,
  type Order,
  type Sender,
} from './orders.suite.js';

export const start = '2026-01-01T00:00:00.000Z';

/** The first administrator's role at the root, by model. */
const admins: Readonly<Record<string, string>> = {
  create: 'organization_administrator',
  jaicp: 'account_member',
  ocp: 'org_admin',
  omniata: 'organization_admin',
  portal: 'organization_administrator',
};

/** The organization `acme`, its administrator `ana` (person 0), and what the operator did there. */
export function given(document: string | ModelDocument, ...orders: readonly Order[]): Organization {
  const published = typeof document === 'string' ? model(document) : document;
  return new Organization().publish(published).given(founding(published), ...orders);
}

/** Ana founds the organization. */
export function founding({ name, version, roles = {} }: ModelDocument): Order {
  const role = admins[name] ?? Object.keys(roles)[0]!;
  return { CreateOrganization: { name: 'Acme', model: { name, version }, admin: { user: 'ana', role } } };
}

/** What a command led to. */
type Outcome = { events: readonly LedgerEvent[]; warnings: readonly Warning[] } | DomainError;

/** An organization in the making: commands are decided, and what they lead to happens. Ids, keys and time are fixed. */
export class Organization {
  readonly access = new Access();
  readonly directory = new OpenDirectory();
  /** Everything that happened. */
  readonly facts: LedgerFact[] = [];
  /** UTC milliseconds. */
  now = Date.parse(start);
  private sender: Sender = operator;
  private keys = 0;
  private outcome: Outcome = { events: [], warnings: [] };

  private readonly documents: ModelDocument[] = [];

  publish(...documents: readonly ModelDocument[]): this {
    this.documents.push(...documents);
    return this;
  }

  /** Commands of the operator, all of which are accepted. */
  given(...orders: readonly Order[]): this {
    for (const order of orders) this.by(operator).when(order).accepted();
    return this;
  }

  /** Who sends the next commands. */
  by(sender: Sender): this {
    this.sender = sender;
    return this;
  }

  /** The instant of the next commands. */
  at(instant: string): this {
    this.now = Date.parse(instant);
    return this;
  }

  when(order: Order): this {
    const warnings: Warning[] = [];
    try {
      const events = this.send(this.sender, commandOf(order), warnings);
      this.outcome = { events, warnings };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.outcome = error;
    }
    return this;
  }

  /** The last command led to exactly these events; none: it changed nothing. */
  happens(...facts: readonly Fact[]): this {
    expect(this.accepted().events).toEqual(facts.map(eventOf));
    return this;
  }

  /** The last command led to events of these types. */
  happen(...types: readonly LedgerEvent['type'][]): this {
    expect(this.accepted().events.map(({ type }) => type)).toEqual(types);
    return this;
  }

  /** The last command was accepted with these warnings. */
  warned(...details: readonly string[]): this {
    expect(this.accepted().warnings.map(({ detail }) => detail)).toEqual(details);
    return this;
  }

  /** The last command was refused, with a sentence that has these words in it. */
  refused(code: Code, words = ''): this {
    expect(this.outcome).toMatchObject({ code, detail: expect.stringContaining(words) });
    return this;
  }

  /** Records what lapsed, decides, and lets happen what comes of it. */
  send(sender: Sender, command: Command, warnings: Warning[] = []): readonly LedgerEvent[] {
    this.lapse();
    const events = this.decide(sender, command, warnings);
    this.fold(events);
    return events;
  }

  decide(sender: Sender, command: Command, warnings: Warning[] = []): readonly LedgerEvent[] {
    return decide(this.access, command, this.context(sender, warnings));
  }

  lapse(): readonly LedgerEvent[] {
    const events = this.access.revision < 0 ? [] : lapses(this.access, this.now);
    this.fold(events);
    return events;
  }

  fold(events: readonly LedgerEvent[]): void {
    for (const event of events) {
      const { revision } = this.access;
      const fact = { ...event, revision: revision + 1, time: this.now, actor: operator };
      this.access.evolve(fact);
      this.facts.push(fact);
      this.directory.learn(event);
    }
  }

  context(sender: Sender, warnings: Warning[] = []): Context {
    const { directory } = this;
    return {
      organization: 'acme',
      caller: callerOf(sender, (user) => directory.find(user)),
      now: this.now,
      directory,
      newKey: () => `key-${++this.keys}`,
      invitationTokenHash: (person, expires) => this.hash(`${person} until ${expires}`),
      hashToken: (token) => this.hash(token),
      model: (name, version) => this.published(name, version),
      warn: (warning) => warnings.push(warning),
    };
  }

  private accepted() {
    if (this.outcome instanceof DomainError) throw this.outcome;
    return this.outcome;
  }

  private published(name: string, version: number | undefined) {
    const found = this.documents.findLast(
      (document) => document.name === name && (version ?? document.version) === document.version,
    );
    return found && reference(found);
  }

  private hash(token: string): string {
    return `hash of ${token}`;
  }
}
