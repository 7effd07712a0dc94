import { malformed, type When } from '../questions/as-of.js';
import { entity, parseOptions, parseTarget, type Target, text } from './evaluation-request.js';

/** Who can do something: a subject search of AuthZEN. The id of a subject is ignored. */
export type SubjectSearch = Target &
  When & {
    readonly subjectType: string;
    readonly permission: string;
    readonly limit?: number;
    readonly cursor?: string;
  };

const limitMax = 1000;

/** @throws DomainError MALFORMED with the path of what is missing or of a wrong type */
export function parseSubjectSearch(value: unknown): SubjectSearch {
  const body = entity(value, '');
  const { asOf, atLeast } = parseOptions(body['context']);
  return {
    subjectType: text(entity(body['subject'], '/subject')['type'], '/subject/type'),
    permission: text(entity(body['action'], '/action')['name'], '/action/name'),
    ...parseTarget(body['resource'], ''),
    ...parsePage(body['page']),
    ...(asOf !== undefined && { asOf }),
    ...(atLeast !== undefined && { atLeast }),
  };
}

/** An empty token asks for the first page. */
function parsePage(value: unknown): { limit?: number; cursor?: string } {
  if (value === undefined) return {};
  const { limit, token } = entity(value, '/page');
  if (limit !== undefined && !(Number.isInteger(limit) && Number(limit) >= 1 && Number(limit) <= limitMax)) {
    throw malformed('/page/limit', `\`limit\` must be a whole number from 1 to ${limitMax}`);
  }
  const cursor = token === undefined ? '' : text(token, '/page/token');
  return { ...(limit !== undefined && { limit: Number(limit) }), ...(cursor !== '' && { cursor }) };
}
