import 'reflect-metadata';
import type { Code } from '#model/errors.js';
import { expect } from '@jest/globals';
import { readConfig } from '../../../apps/access/config.js';
import { openLog } from '../../../apps/access/log.js';
import { run, type Running } from '../../../apps/access/run.js';
import { openTrialHomes, type TrialHomes } from '../../e2e/homes.js';
import type { Answer, Caller, Done, Moment, Question, Refused, Stage } from './stage.js';

const operatorKey = 'the-operator-key-of-the-cases-over-http';

type Problem = { readonly code: Code; readonly detail: string };
type Sent = {
  readonly status: number;
  readonly body: unknown;
};

type Explained = {
  readonly decision: boolean;
  readonly context?: {
    readonly grantline: {
      readonly reason: string;
      readonly because: Answer['because'];
      readonly hidden: readonly { code: string; role?: string; level?: readonly string[] }[];
    };
  };
};

/** The whole service on the homes that the project names, asked over HTTP as its clients ask. */
export class HttpStage implements Stage {
  readonly name = 'HTTP';
  readonly shipsModels = true;
  private readonly keys = new Map<string, string>();

  private constructor(
    private readonly running: Running,
    private readonly time: { now: number },
    private readonly homes: TrialHomes,
  ) {}

  static async open(): Promise<HttpStage> {
    const time = { now: Date.UTC(2026, 0, 1) };
    const homes = await openTrialHomes();
    const config = readConfig({
      PORT: '0',
      GRANTLINE_DEMO: 'off',
      GRANTLINE_OPERATOR_KEY: operatorKey,
      ...homes.variables,
    });
    return new HttpStage(await run(config, openLog('silent'), () => time.now), time, homes);
  }

  clock(now: number): void {
    this.time.now = now;
  }

  async publish(document: unknown): Promise<void> {
    const { status, body } = await this.send({ kind: 'operator' }, '/v1/models', document);
    if (status >= 300) throw new Error(`the model was not published: ${JSON.stringify(body)}`);
  }

  async submit(
    organization: string,
    caller: Caller,
    commands: readonly { type: string; data: unknown }[],
  ): Promise<Done | Refused> {
    const { status, body } = await this.send(caller, `/v1/organizations/${organization}/commands`, {
      commands,
    });
    if (status !== 200) return refused(body);
    const { warnings, ...done } = body as Omit<Done, 'warnings'> & { warnings: readonly { code: string }[] };
    return { ...done, warnings: warnings.map(({ code }) => code) };
  }

  async explain(question: Question, user: string, permission: string): Promise<Answer | Refused> {
    const { status, body } = await this.access(question, 'evaluation', {
      ...asked(question, user),
      action: { name: permission },
      context: { grantline: { explain: true, ...moment(question.asOf) } },
    });
    if (status !== 200) return refused(body);
    const { decision, context } = body as Explained;
    // Without an explanation it may be answered from elsewhere.
    const plain = await this.access(question, 'evaluation', {
      ...asked(question, user),
      action: { name: permission },
      context: { grantline: moment(question.asOf) },
    });
    expect(plain).toEqual({ status: 200, body: { decision } });
    const { reason = '', because = [], hidden = [] } = context?.grantline ?? {};
    return {
      decision,
      reason,
      because,
      hidden: hidden.map(({ code, role, level }) => ({
        code,
        ...(role !== undefined && { role }),
        ...(level !== undefined && { level: level.join() }),
      })),
    };
  }

  async permissions(question: Question, user: string): Promise<readonly string[] | Refused> {
    const names = await this.vocabulary(question);
    const { status, body } = await this.access(question, 'evaluations', {
      ...asked(question, user),
      evaluations: names.map((name) => ({ action: { name } })),
      context: { grantline: moment(question.asOf) },
    });
    if (status !== 200) return refused(body);
    const { evaluations } = body as { evaluations: readonly { decision: boolean }[] };
    return names.filter((_, index) => evaluations[index]!.decision);
  }

  async who(question: Question, permission: string): Promise<readonly string[] | Refused> {
    const found: string[] = [];
    let token: string | undefined;
    do {
      const { status, body } = await this.access(question, 'search/subject', {
        subject: { type: 'user' },
        action: { name: permission },
        resource: resourceOf(question),
        context: { grantline: moment(question.asOf) },
        page: { limit: 2, ...(token !== undefined && { token }) },
      });
      if (status !== 200) return refused(body);
      const { page, results } = body as { page: { next_token: string }; results: readonly { id: string }[] };
      found.push(...results.map(({ id }) => id));
      token = page.next_token;
    } while (token !== '');
    return found;
  }

  async query({ organization, caller, asOf }: Omit<Question, 'on'>, path: string): Promise<unknown> {
    const [route, search] = path.split('?');
    const parameters = new URLSearchParams(search);
    for (const [name, value] of Object.entries(moment(asOf))) parameters.set(name, String(value));
    const suffix = [...parameters].length > 0 ? `?${parameters}` : '';
    const { body } = await this.send(
      caller,
      `/v1/organizations/${organization}${route && `/${route}`}${suffix}`,
    );
    return body;
  }

  async close(): Promise<void> {
    await this.running.stop();
    this.homes.close();
  }

  /** Every permission of the model in force. */
  private async vocabulary({ organization, asOf }: Question): Promise<string[]> {
    const { body } = await this.send(
      { kind: 'operator' },
      `/v1/organizations/${organization}?${new URLSearchParams(Object.entries(moment(asOf)).map(([k, v]) => [k, `${v}`]))}`,
    );
    const { model } = body as { model: { name: string; version: number } };
    const found = await this.send({ kind: 'operator' }, `/v1/models/${model.name}/${model.version}`);
    const { document } = found.body as { document: Vocabulary };
    const names = Object.values(document.facets).flatMap(({ permissions = [], levels = {} }) => [
      ...permissions,
      ...Object.values(levels).flatMap((level) => level.permissions ?? []),
    ]);
    return [...new Set([...names, ...Object.keys(document.derived ?? {})])];
  }

  private access(question: Question, path: string, body: object): Promise<Sent> {
    return this.send(question.caller, `/v1/organizations/${question.organization}/access/v1/${path}`, body);
  }

  private async send(caller: Caller, path: string, body?: unknown): Promise<Sent> {
    const response = await fetch(this.running.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${caller.kind === 'service' ? await this.key(caller) : operatorKey}`,
        ...(caller.kind === 'person' && { 'grantline-actor': encodeURIComponent(caller.user) }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  private async key({ name, capabilities }: Caller & { kind: 'service' }): Promise<string> {
    const id = JSON.stringify([name, capabilities]);
    let key = this.keys.get(id);
    if (key === undefined) {
      const made = await this.send({ kind: 'operator' }, '/v1/keys', {
        name,
        organizations: '*',
        capabilities,
      });
      key = (made.body as { secret: string }).secret;
      this.keys.set(id, key);
    }
    return key;
  }
}

type Vocabulary = {
  readonly facets: Readonly<
    Record<string, { permissions?: string[]; levels?: Record<string, { permissions?: string[] }> }>
  >;
  readonly derived?: Readonly<Record<string, unknown>>;
};

function asked(question: Question, user: string): object {
  return { subject: { type: 'user', id: user }, resource: resourceOf(question) };
}

function resourceOf({ on, parent }: Question): object {
  const colon = on.indexOf(':');
  return {
    type: on.slice(0, colon),
    id: on.slice(colon + 1),
    ...(parent !== undefined && { properties: { parent } }),
  };
}

function moment(asOf: Moment): { asOf?: string | number } {
  if (asOf === undefined) return {};
  return { asOf: 'revision' in asOf ? asOf.revision : new Date(asOf.time).toISOString() };
}

function refused(body: unknown): Refused {
  const { code, detail } = body as Problem;
  return { refused: code, detail };
}
