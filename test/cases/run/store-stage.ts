import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemoryKeyStore } from '#adapters/memory/key-store.js';
import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import { parseRequest } from '#commands/request.js';
import type { ModelReference } from '#events/organization.js';
import { Ledgers } from '#ledger/ledgers.js';
import type { Principal } from '#ledger/submission.js';
import { DomainError } from '#model/errors.js';
import { parseModel } from '#model/validate.js';
import { modelHash } from '#model/hash.js';
import { covers } from './capabilities.js';
import { Questions } from './questions.js';
import type { Answer, Caller, Done, Question, Refused, Stage } from './stage.js';

/** The ledger over a store. Every question is asked of a fold that was rebuilt from stored events just for it. */
export class StoreStage implements Stage {
  readonly name = 'fold rebuilt from the store';
  readonly shipsModels = false;
  private readonly store = new MemoryEventStore();
  private readonly keys = new MemoryKeyStore();
  private readonly models: ModelReference[] = [];
  private now = 0;
  private readonly writing = this.open();

  clock(now: number): void {
    this.now = now;
  }

  async publish(document: unknown): Promise<void> {
    const model = parseModel(document);
    // What was just validated is JSON.
    const stored = document as ModelReference['document'];
    this.models.push({ name: model.name, version: model.version, hash: modelHash(model), document: stored });
  }

  async submit(
    organization: string,
    caller: Caller,
    commands: readonly { type: string; data: unknown }[],
  ): Promise<Done | Refused> {
    return this.attempt(async () => {
      const body = { commands };
      const request = parseRequest(body);
      const submission = { organization, request, body, principal: principal(caller), correlation: 'case' };
      const { revision, events, warnings } = await this.writing.submit(submission);
      return { revision, events, warnings: warnings.map(({ code }) => code) };
    });
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

  async close(): Promise<void> {
    await this.writing.close();
  }

  private ask<T>(question: Question, answer: (questions: Questions) => T): Promise<T | Refused> {
    return this.attempt(async () => {
      const { organization, asOf } = question;
      const rebuilt = await this.open().open(organization);
      const moment = asOf !== undefined && 'revision' in asOf ? asOf.revision : asOf;
      const view = await rebuilt.at(moment === undefined ? {} : { asOf: moment });
      return answer(new Questions(view, rebuilt.directory, question));
    });
  }

  private open(): Ledgers {
    return new Ledgers({
      store: this.store,
      keys: this.keys,
      snapshots: new MemorySnapshotStore(),
      masterKey: new Uint8Array(32).fill(1),
      clock: () => this.now,
      models: (name, version) =>
        this.models.find(
          (model) => model.name === name && (version === undefined || model.version === version),
        ),
    });
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T | Refused> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DomainError) return { refused: error.code, detail: error.detail };
      throw error;
    }
  }
}

function principal(caller: Caller): Principal {
  if (caller.kind === 'person') {
    return { via: 'operator:root', credential: 'root', acting: { kind: 'person', user: caller.user } };
  }
  const name = caller.kind === 'operator' ? 'root' : caller.name;
  const via = `${caller.kind}:${name}`;
  return {
    via,
    credential: name,
    acting: { kind: 'exempt', actor: via, covers: (command) => covers(caller, command) },
  };
}
