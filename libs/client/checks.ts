import type { Answer } from './connection.js';
import { notGrantline } from './failure.js';
import { Listing, type Page } from './listing.js';
import type { ListOptions, OrganizationCalls, QuestionOptions } from './organization-calls.js';
import { decisionOf, evaluationOf, type Explanation, type Question } from './questions.js';

/** When to stop deciding: never, at the first no, or at the first yes. */
export type Semantic = 'execute_all' | 'deny_on_first_deny' | 'permit_on_first_permit';

export type ManyOptions = QuestionOptions & { readonly semantic?: Semantic };

export async function check(
  calls: OrganizationCalls,
  question: Question,
  options: QuestionOptions,
): Promise<boolean> {
  const body = { ...evaluationOf(question), context: contextOf(calls, options) };
  const answer = await calls.ask('/access/v1/evaluation', body, options);
  return decisionOf(answer.body);
}

export async function checkMany(
  calls: OrganizationCalls,
  questions: readonly Question[],
  { semantic = 'execute_all', ...options }: ManyOptions,
): Promise<boolean[]> {
  // A request without evaluations is one check, says the standard.
  if (questions.length === 0) return [];
  const { body } = await calls.ask<{ evaluations?: unknown } | null>(
    '/access/v1/evaluations',
    {
      evaluations: questions.map(evaluationOf),
      options: { evaluations_semantic: semantic },
      context: contextOf(calls, options),
    },
    options,
  );
  const evaluations = body?.evaluations;
  if (!Array.isArray(evaluations) || !answers(evaluations.length, questions.length, semantic)) {
    throw notGrantline('not as many decisions came back as questions were asked');
  }
  return evaluations.map(decisionOf);
}

export async function explain(
  calls: OrganizationCalls,
  question: Question,
  options: QuestionOptions,
): Promise<Explanation> {
  const context = { grantline: { ...calls.moment(options), explain: true } };
  const { body, revision } = await calls.ask<Explained>(
    '/access/v1/evaluation',
    { ...evaluationOf(question), context },
    options,
  );
  const allowed = decisionOf(body);
  return { reason: undefined, revision, because: [], hidden: [], ...body.context?.grantline, allowed };
}

/** A search of AuthZEN, whose results are turned into what they stand for. */
export function search<R, T>(
  calls: OrganizationCalls,
  kind: 'subject' | 'resource' | 'action',
  asked: object,
  read: (result: R) => T,
  options: ListOptions,
): Listing<T> {
  const { limit, cursor } = options;
  return new Listing(() => {
    const context = contextOf(calls, options);
    return async (token) => {
      const body = { ...asked, context, page: { token, limit } };
      return pageOf(await calls.ask<Found<R>>(`/access/v1/search/${kind}`, body, options), read);
    };
  }, cursor);
}

type Explained = { context?: { grantline?: Partial<Explanation> } };

type Found<R> = { results: readonly R[]; page?: { next_token?: string } };

function pageOf<R, T>({ body, revision }: Answer<Found<R> | null>, read: (result: R) => T): Page<T> {
  if (!Array.isArray(body?.results)) throw notGrantline('a search without results came back');
  return { items: body.results.map(read), nextCursor: body.page?.next_token || null, revision };
}

function contextOf(calls: OrganizationCalls, options: QuestionOptions): object | undefined {
  const moment = calls.moment(options);
  return Object.keys(moment).length === 0 ? undefined : { grantline: moment };
}

/** Whether so many decisions can be the answer: those that stop early leave out the rest. */
function answers(decisions: number, questions: number, semantic: Semantic): boolean {
  return semantic === 'execute_all' ? decisions === questions : decisions > 0 && decisions <= questions;
}
