import type { Facts } from '#access/facts.js';
import type { View } from '#access/view.js';
import type { Asker } from '../questions/asker.js';
import { parseBatch } from './batch-request.js';
import type { Checks } from './checks.js';
import type { Acquainted } from './decision.js';
import {
  entity,
  type Members,
  type Options,
  parseOptions,
  parseQuestion,
  type Question,
} from './evaluation-request.js';

/** What a request asks, once it is read: how, and what answers it. */
export type AskedChecks = {
  readonly options: Options;
  /** @throws DomainError FORBIDDEN */
  answer(asker: Asker, view: View): string;
  /** What it takes to answer somebody who may ask anything, where no answer is to be explained. */
  readonly plain: PlainChecks | undefined;
};

export type PlainChecks = {
  /** Whom the checks are about, by user id, nobody twice. */
  readonly users: readonly string[];
  answer(view: View<Facts>, directory: Acquainted): string;
};

/** The last part of the path that checks are asked at. */
export type CheckPath = 'evaluation' | 'evaluations';

/** @throws DomainError MALFORMED, BATCH_TOO_LARGE */
export function readChecks(checks: Checks, path: CheckPath, sent: unknown): AskedChecks {
  const body = entity(sent, '');
  const options = parseOptions(body['context']);
  const batch = path === 'evaluations' ? parseBatch(body) : undefined;
  if (batch === undefined) return single(checks, body, options);
  return {
    options,
    answer: (asker, view) => checks.many(asker, view, batch, options),
    get plain() {
      if (batch.items.some(({ explain }) => explain)) return undefined;
      const users = [...new Set(batch.items.flatMap(({ question }) => usersOf(question)))];
      const answer: PlainChecks['answer'] = (view, directory) => checks.manyPlain(view, directory, batch);
      return { users, answer };
    },
  };
}

function single(checks: Checks, body: Members, options: Options): AskedChecks {
  const question = parseQuestion(body);
  return {
    options,
    answer: (asker, view) => checks.one(asker, view, question, options),
    get plain() {
      if (options.explain) return undefined;
      const answer: PlainChecks['answer'] = (view, directory) => checks.plain(view, directory, question);
      return { users: usersOf(question), answer };
    },
  };
}

function usersOf({ subjectType, subject }: Question): string[] {
  return subjectType === 'user' ? [subject] : [];
}
