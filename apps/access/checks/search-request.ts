import { malformed, type When } from '../questions/as-of.js';
import type { Paging } from '../questions/paging.js';
import { entity, type Members, parseOptions, parseTarget, type Target, text } from './evaluation-request.js';

type Asked = When & Paging & { readonly subjectType: string };

/** Who can do something: a subject search of AuthZEN. The id of a subject is ignored. */
export type SubjectSearch = Target & Asked & { readonly permission: string };

/** Where somebody can do something. The id of a resource is ignored. */
export type ResourceSearch = Asked & {
  readonly subject: string;
  readonly permission: string;
  readonly resourceType: string;
};

/** What somebody can do. An action is ignored. */
export type ActionSearch = Target & Asked & { readonly subject: string };

const limitMax = 1000;

/** @throws DomainError MALFORMED with the path of what is missing or of a wrong type */
export function parseSubjectSearch(value: unknown): SubjectSearch {
  const body = entity(value, '');
  return {
    subjectType: text(entity(body['subject'], '/subject')['type'], '/subject/type'),
    permission: parseAction(body),
    ...parseTarget(body['resource'], ''),
    ...parseRest(body),
  };
}

/** @throws DomainError MALFORMED with the path of what is missing or of a wrong type */
export function parseResourceSearch(value: unknown): ResourceSearch {
  const body = entity(value, '');
  return {
    ...parseSubject(body),
    permission: parseAction(body),
    resourceType: text(entity(body['resource'], '/resource')['type'], '/resource/type'),
    ...parseRest(body),
  };
}

/** @throws DomainError MALFORMED with the path of what is missing or of a wrong type */
export function parseActionSearch(value: unknown): ActionSearch {
  const body = entity(value, '');
  return { ...parseSubject(body), ...parseTarget(body['resource'], ''), ...parseRest(body) };
}

function parseSubject(body: Members): Pick<ActionSearch, 'subjectType' | 'subject'> {
  const subject = entity(body['subject'], '/subject');
  return {
    subjectType: text(subject['type'], '/subject/type'),
    subject: text(subject['id'], '/subject/id'),
  };
}

function parseAction(body: Members): string {
  return text(entity(body['action'], '/action')['name'], '/action/name');
}

function parseRest({ context, page }: Members): When & Paging {
  const { asOf, atLeast } = parseOptions(context);
  return {
    ...parsePage(page),
    ...(asOf !== undefined && { asOf }),
    ...(atLeast !== undefined && { atLeast }),
  };
}

/** An empty token asks for the first page. */
function parsePage(value: unknown): Paging {
  if (value === undefined) return {};
  const { limit, token } = entity(value, '/page');
  if (limit !== undefined && !(Number.isInteger(limit) && Number(limit) >= 1 && Number(limit) <= limitMax)) {
    throw malformed('/page/limit', `\`limit\` must be a whole number from 1 to ${limitMax}`);
  }
  const cursor = token === undefined ? '' : text(token, '/page/token');
  return { ...(limit !== undefined && { limit: Number(limit) }), ...(cursor !== '' && { cursor }) };
}
