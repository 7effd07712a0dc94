import type { View } from '#access/view.js';
import type { Asker } from '../questions/asker.js';
import { parseBatch } from './batch-request.js';
import type { Checks } from './checks.js';
import { entity, type Members, type Options, parseOptions, parseQuestion } from './evaluation-request.js';

/** What a request asks, once it is read: how, and what answers it. */
export type AskedChecks = {
  readonly options: Options;
  /** @throws DomainError FORBIDDEN */
  answer(asker: Asker, view: View): string;
};

/** The last part of the path that checks are asked at. */
export type CheckPath = 'evaluation' | 'evaluations';

/** @throws DomainError MALFORMED, BATCH_TOO_LARGE */
export function readChecks(checks: Checks, path: CheckPath, sent: unknown): AskedChecks {
  const body = entity(sent, '');
  const options = parseOptions(body['context']);
  const batch = path === 'evaluations' ? parseBatch(body) : undefined;
  if (batch === undefined) return single(checks, body, options);
  return { options, answer: (asker, view) => checks.many(asker, view, batch, options) };
}

function single(checks: Checks, body: Members, options: Options): AskedChecks {
  const question = parseQuestion(body);
  return { options, answer: (asker, view) => checks.one(asker, view, question, options) };
}
