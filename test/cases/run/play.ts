import { expect } from '@jest/globals';
import type {
  Case,
  CaseFile,
  Check,
  Command,
  PermissionsCheck,
  QueryCheck,
  Request,
  SubjectsCheck,
} from '../format.js';
import type { Answer, Caller, Done, Moment, Question, Refused, Stage } from './stage.js';

const beginning = Date.UTC(2026, 0, 1);

/** Plays one case on a stage: sets up, asks for what the case asks for, and looks at everything it says must be true. */
export class Play {
  private readonly marks = new Map<string, number>();
  private now = beginning;
  /** Checks that this stage cannot show. */
  readonly left: string[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly file: CaseFile,
  ) {}

  async run({ given = [], when = [], then = [] }: Case): Promise<void> {
    const { file, stage } = this;
    stage.clock(this.now);
    for (const document of file.publish ?? []) await stage.publish(document);
    if (typeof file.model !== 'string') await stage.publish(file.model);
    await this.found();
    for (const command of [...(file.given ?? []), ...given]) {
      const done = await stage.submit(file.organization.id, { kind: 'operator' }, [order(command)]);
      expect(done).not.toHaveProperty('refused');
    }
    for (const request of when) await this.request(request);
    for (const check of then) await this.check(check);
  }

  private async found(): Promise<void> {
    const { id, name, admin, resources, version = 1 } = this.file.organization;
    const model =
      typeof this.file.model === 'string'
        ? { name: this.file.model, version }
        : { name: this.file.model.name, version: this.file.model.version };
    const data = { name, model, admin, ...(resources !== undefined && { resources }) };
    const done = await this.stage.submit(id, { kind: 'operator' }, [{ type: 'CreateOrganization', data }]);
    expect(done).not.toHaveProperty('refused');
  }

  private async request(request: Request): Promise<void> {
    const { stage, file } = this;
    if (request.at !== undefined) stage.clock((this.now = Date.parse(request.at)));
    const commands = Array.isArray(request.do) ? request.do : [request.do];
    const organization = request.in ?? file.organization.id;
    const done = await stage.submit(organization, callerOf(request), commands.map(order));
    const what = `${commands.map((command) => Object.keys(command)[0]).join(', ')} by ${request.by ?? 'operator'}`;
    if (request.refused !== undefined) {
      expect({ what, refused: 'refused' in done ? done.refused : done }).toEqual({
        what,
        refused: request.refused,
      });
      return;
    }
    if ('refused' in done) throw new Error(`${what} was refused: ${done.refused}: ${done.detail}`);
    this.matchEvents(what, request, done);
    if (request.mark !== undefined) this.marks.set(request.mark, done.revision);
    for (const check of request.then ?? []) await this.check(check);
  }

  private matchEvents(what: string, { events, warnings }: Request, done: Done): void {
    if (warnings !== undefined) expect({ what, warnings: done.warnings }).toEqual({ what, warnings });
    if (events === undefined) return;
    const types = events.map((event) => (typeof event === 'string' ? event : Object.keys(event)[0]));
    expect({ what, events: done.events.map(({ type }) => type) }).toEqual({ what, events: types });
    events.forEach((event, index) => {
      if (typeof event === 'string') return;
      const data = Object.values(event)[0]!;
      expect({ what, data: done.events[index]!.data }).toEqual({ what, data: subset(data) });
    });
  }

  private async check(check: Check): Promise<void> {
    if (check.at !== undefined) this.stage.clock(Date.parse(check.at));
    try {
      if ('who' in check) await this.who(check);
      else if ('query' in check) await this.query(check);
      else await this.permissions(check);
    } finally {
      this.stage.clock(this.now);
    }
  }

  private async permissions(check: PermissionsCheck): Promise<void> {
    if (this.needsHttp(check, `${check.user} on ${check.on}`)) return;
    const { stage } = this;
    const question = this.question(check, check.on, check.parent);
    const explain = (permission: string) => stage.explain(question, check.user, permission);
    const at = `${check.user} on ${check.on}`;
    if (check.refused !== undefined) {
      const answer = await explain(
        check.allow?.[0] ?? check.deny?.[0] ?? Object.keys(check.reason ?? {})[0]!,
      );
      expect({ at, answer }).toMatchObject({ at, answer: { refused: check.refused } });
      return;
    }
    for (const permission of check.allow ?? []) {
      expect({ at, permission, ...pick(await explain(permission)) }).toMatchObject({
        at,
        permission,
        decision: true,
      });
    }
    for (const permission of check.deny ?? []) {
      expect({ at, permission, ...pick(await explain(permission)) }).toMatchObject({
        at,
        permission,
        decision: false,
      });
    }
    for (const [permission, reason] of Object.entries(check.reason ?? {})) {
      expect({ at, permission, ...pick(await explain(permission)) }).toMatchObject({
        at,
        permission,
        reason,
      });
    }
    if (check.exactly !== undefined) await this.exactly(check, question, at);
    for (const [permission, chains] of Object.entries(check.because ?? {})) {
      const { because } = answered(await explain(permission));
      const wanted = chains.map((chain) => chain.map((link) => this.link(link)));
      const found = because.map((chain) => chain.map((step, index) => this.like(step, wanted, index)));
      expect({ at, permission, because: sorted(found) }).toEqual({ at, permission, because: sorted(wanted) });
    }
    for (const [permission, all] of Object.entries(check.hidden ?? {})) {
      const { hidden } = answered(await explain(permission));
      const found = hidden.map(({ code, role, level }) => JSON.stringify({ code, role, level })).sort();
      const wanted = all.map((one) => (typeof one === 'string' ? { code: one } : one));
      expect({ at, permission, hidden: found }).toHaveProperty('hidden.length', wanted.length);
      for (const one of wanted) {
        expect(hidden).toEqual(expect.arrayContaining([expect.objectContaining(one)]));
      }
    }
  }

  private async exactly(check: PermissionsCheck, question: Question, at: string): Promise<void> {
    const all = await this.stage.permissions(question, check.user);
    if ('refused' in all) throw new Error(`${at}: ${all.refused}`);
    const { of: areas } = check;
    const found = all.filter((name) => areas?.includes(name.slice(0, name.indexOf('.'))) ?? true);
    expect({ at, exactly: found.toSorted() }).toEqual({ at, exactly: check.exactly });
  }

  private async who(check: SubjectsCheck): Promise<void> {
    if (this.needsHttp(check, `who ${check.who}`)) return;
    const found = await this.stage.who(this.question(check, check.on, check.parent), check.who);
    const at = `who ${check.who} on ${check.on}`;
    if (check.refused !== undefined)
      expect({ at, found }).toMatchObject({ at, found: { refused: check.refused } });
    else if ('refused' in found) throw new Error(`${at}: ${found.refused}`);
    else expect({ at, are: found.toSorted() }).toEqual({ at, are: check.are });
  }

  private async query(check: QueryCheck): Promise<void> {
    const { stage } = this;
    if (stage.query === undefined) {
      this.left.push(check.query);
      return;
    }
    const { on: _, ...circumstances } = this.question(check, '', undefined);
    const body = (await stage.query(circumstances, check.query)) as { items?: unknown[]; code?: string };
    const at = `${check.query} by ${check.by ?? 'operator'}`;
    if (check.refused !== undefined) {
      expect({ at, code: body.code }).toEqual({ at, code: check.refused });
      return;
    }
    expect({ at, code: body.code }).toEqual({ at, code: undefined });
    if (check.answer !== undefined) expect({ at, ...body }).toMatchObject({ at, ...check.answer });
    if (check.items !== undefined)
      expect({ at, items: body.items }).toEqual({ at, items: check.items.map(subset) });
    for (const item of check.contains ?? []) {
      expect({ at, items: body.items }).toEqual({ at, items: expect.arrayContaining([subset(item)]) });
    }
    for (const item of check.lacks ?? []) {
      expect({ at, items: body.items }).toEqual({ at, items: expect.not.arrayContaining([subset(item)]) });
    }
  }

  /** Rights to ask belong to the HTTP surface. */
  private needsHttp(
    { by, refused }: { by?: string | undefined; refused?: string | undefined },
    what: string,
  ): boolean {
    if (this.stage.query !== undefined || ((by === undefined || by === 'operator') && refused === undefined))
      return false;
    this.left.push(what);
    return true;
  }

  private question(
    check: {
      in?: string | undefined;
      by?: string | undefined;
      capabilities?: string[] | undefined;
      asOf?: string | number | undefined;
    },
    on: string,
    parent: string | undefined,
  ): Question {
    const organization = check.in ?? this.file.organization.id;
    return { organization, caller: callerOf(check), on, parent, asOf: this.moment(check.asOf) };
  }

  private moment(moment: string | number | undefined): Moment {
    if (moment === undefined) return undefined;
    if (typeof moment === 'number') return { revision: moment };
    const mark = this.marks.get(moment);
    return mark === undefined ? { time: Date.parse(moment) } : { revision: mark };
  }

  private link(
    link: string | { kind: string; actor?: string | undefined; revision?: string | number | undefined },
  ) {
    if (typeof link === 'string') return { kind: link };
    const revision = this.moment(link.revision);
    return {
      kind: link.kind,
      ...(link.actor !== undefined && {
        actor: link.actor === 'operator' ? expect.stringMatching(/^operator:/) : link.actor,
      }),
      ...(revision !== undefined && 'revision' in revision && { revision: revision.revision }),
    };
  }

  /** The step with those of its properties that the chains name at that place. */
  private like(step: object, wanted: readonly (readonly object[])[], index: number): object {
    const names = new Set(['kind', ...wanted.flatMap((chain) => Object.keys(chain[index] ?? {}))]);
    return Object.fromEntries(Object.entries(step).filter(([name]) => names.has(name)));
  }
}

function order(command: Command): { type: string; data: unknown } {
  const [type, data] = Object.entries(command)[0]!;
  return { type, data };
}

function callerOf({
  by = 'operator',
  capabilities = [],
}: {
  by?: string | undefined;
  capabilities?: string[] | undefined;
}): Caller {
  if (by === 'operator') return { kind: 'operator' };
  if (by.startsWith('service:')) return { kind: 'service', name: by.slice('service:'.length), capabilities };
  return { kind: 'person', user: by };
}

function answered(answer: Answer | Refused): Answer {
  if ('refused' in answer) throw new Error(`${answer.refused}: ${answer.detail}`);
  return answer;
}

function pick(answer: Answer | Refused): object {
  return 'refused' in answer ? answer : { decision: answer.decision, reason: answer.reason };
}

function sorted(chains: readonly (readonly object[])[]): readonly (readonly object[])[] {
  return chains.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

/** Objects may have more than what is named, at any depth; lists are complete. */
function subset(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(subset);
  if (typeof value !== 'object' || value === null) return value;
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, subset(part)])),
  );
}
