import { createHash, randomUUID } from 'node:crypto';
import { Access } from '#access/access.js';
import type { Context } from '#commands/context.js';
import { decide } from '#commands/decide.js';
import { lapses } from '#commands/lapses.js';
import { parseRequest } from '#commands/request.js';
import type { LedgerEvent } from '#events/event.js';
import type { ModelReference } from '#events/organization.js';
import type { Identity } from '#events/person.js';
import { DomainError } from '#model/errors.js';
import { covers } from './capabilities.js';
import { Questions } from './questions.js';
import type { Answer, Caller, Done, Question, Refused, Stage } from './stage.js';

/** Who is who, in plain maps: the pure run has nothing to seal. */
class Names {
  readonly identities = new Map<number, Identity & { key: string }>();
  readonly numbers = new Map<string, number>();

  find(user: string): number | undefined {
    return this.numbers.get(user);
  }

  identity(person: number): Identity | undefined {
    const known = this.identities.get(person);
    if (known === undefined) return undefined;
    const { key: _, ...identity } = known;
    return identity;
  }

  key(person: number): string | undefined {
    return this.identities.get(person)?.key;
  }

  name(person: number): string {
    return this.identities.get(person)?.user ?? `erased-${person}`;
  }

  learn({ type, data }: LedgerEvent): void {
    if (type === 'UserErased') {
      const { user } = this.identities.get(data.person) ?? {};
      if (user !== undefined) this.numbers.delete(user);
      this.identities.delete(data.person);
    } else if ('identity' in data && typeof data.identity === 'object') {
      this.identities.set(data.person, { ...data.identity, key: data.key ?? '' });
      this.numbers.set(data.identity.user, data.person);
    }
  }
}

type Organization = { access: Access; names: Names };

/** The domain by itself: decisions and the fold, without a store, keys or HTTP. */
export class PureStage implements Stage {
  readonly name = 'pure fold';
  readonly shipsModels = false;
  private readonly organizations = new Map<string, Organization>();
  private readonly models: ModelReference[] = [];
  private now = 0;

  clock(now: number): void {
    this.now = now;
  }

  async publish(document: unknown): Promise<void> {
    const { name, version } = document as { name: string; version: number };
    const hash = `sha256-${createHash('sha256').update(JSON.stringify(document)).digest('base64url')}`;
    this.models.push({ name, version, hash, document: document as Record<string, unknown> });
  }

  async submit(
    id: string,
    caller: Caller,
    commands: readonly { type: string; data: unknown }[],
  ): Promise<Done | Refused> {
    const before = this.organizations.get(id);
    const organization = before ?? { access: new Access(), names: new Names() };
    const { access, names } = organization;
    const events: LedgerEvent[] = [];
    const warnings: string[] = [];
    const now = Math.max(this.now, access.revision < 0 ? 0 : access.history.time(access.revision));
    const mark = access.undo.mark();
    const kept = new Map(names.identities);
    const numbers = new Map(names.numbers);
    const happen = (event: LedgerEvent, actor: string) => {
      access.evolve({ ...event, revision: access.revision + 1, time: now, actor });
      names.learn(event);
    };
    try {
      const request = parseRequest({ commands });
      if (access.revision >= 0) for (const event of lapses(access, now)) happen(event, 'service:grantline');
      for (const command of request.commands) {
        const context = this.context(id, names, caller, now, warnings);
        for (const event of decide(access, command, context)) {
          happen(event, actorOf(caller, names));
          events.push(event);
        }
      }
      access.undo.settle();
      if (access.revision >= 0) this.organizations.set(id, organization);
    } catch (error) {
      access.undo.rollback(mark);
      names.identities.clear();
      for (const [person, identity] of kept) names.identities.set(person, identity);
      names.numbers.clear();
      for (const [user, person] of numbers) names.numbers.set(user, person);
      return refusal(error);
    }
    return { revision: access.revision, events: events.map((event) => shown(event, names)), warnings };
  }

  async explain(question: Question, user: string, permission: string): Promise<Answer | Refused> {
    return this.ask(question, (questions) => questions.explain(user, permission));
  }

  async permissions(question: Question, user: string): Promise<readonly string[] | Refused> {
    return this.ask(question, (questions) => questions.permissions(user));
  }

  async who(question: Question, permission: string): Promise<readonly string[] | Refused> {
    return this.ask(question, (questions) => questions.who(permission));
  }

  async close(): Promise<void> {}

  private ask<T>(question: Question, answer: (questions: Questions) => T): T | Refused {
    const { organization, asOf } = question;
    const found = this.organizations.get(organization);
    if (found === undefined) return { refused: 'UNKNOWN_ORGANIZATION', detail: organization };
    const { access, names } = found;
    const last = access.history.time(access.revision);
    let view = access.view(access.revision, Math.max(this.now, last));
    if (asOf !== undefined) {
      const revision = 'revision' in asOf ? asOf.revision : access.history.revisionAt(asOf.time);
      view = access.view(revision, 'time' in asOf ? asOf.time : access.history.time(revision));
    }
    return answer(new Questions(view, names, question));
  }

  private context(
    organization: string,
    names: Names,
    caller: Caller,
    now: number,
    warnings: string[],
  ): Context {
    const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
    return {
      organization,
      caller:
        caller.kind === 'person'
          ? { kind: 'person', user: caller.user, person: names.find(caller.user) }
          : {
              kind: 'exempt',
              actor: actorOf(caller, names),
              covers: (command) => covers(caller, command),
            },
      now,
      directory: names,
      newKey: randomUUID,
      invitationTokenHash: (person, expires) => hash(`${organization} ${person} ${expires}`),
      hashToken: hash,
      model: (name, version) =>
        this.models.find(
          (model) => model.name === name && (version === undefined || model.version === version),
        ),
      warn: ({ code }) => warnings.push(code),
    };
  }
}

function actorOf(caller: Caller, names: Names): string {
  if (caller.kind === 'operator') return 'operator:root';
  if (caller.kind === 'service') return `service:${caller.name}`;
  return `person:${names.find(caller.user) ?? -1}`;
}

/** Event data as it is answered over HTTP: people by their user id, nothing sealed. */
function shown({ type, data }: LedgerEvent, names: Names): Done['events'][number] {
  if (type === 'OwnershipTransferred') {
    const from = data.from === undefined ? {} : { from: names.name(data.from) };
    return { type, data: { ...data, ...from, to: names.name(data.to) } };
  }
  if (type === 'NotificationRequested') {
    return { type, data: { users: data.people.map((person) => names.name(person)), text: data.text } };
  }
  if (!('person' in data)) return { type, data };
  const { person, ...rest } = data;
  const identity = 'identity' in rest && typeof rest.identity === 'object' ? rest.identity : {};
  return { type, data: { ...rest, ...identity, user: names.name(person) } };
}

function refusal(error: unknown): Refused {
  if (error instanceof DomainError) return { refused: error.code, detail: error.detail };
  throw error;
}
