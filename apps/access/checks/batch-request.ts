import { DomainError } from '#model/errors.js';
import { malformed } from '../questions/as-of.js';
import { entity, type Members, parseOptions, parseQuestion, type Question } from './evaluation-request.js';

/** Many checks at one state. */
export type Batch = {
  readonly items: readonly { readonly question: Question; readonly explain: boolean }[];
  /** The answer that ends the batch early, `undefined` when all are to be answered. */
  readonly stopAt: boolean | undefined;
};

const itemsMax = 1000;

const semantics = new Map<unknown, boolean | undefined>([
  [undefined, undefined],
  ['execute_all', undefined],
  ['deny_on_first_deny', false],
  ['permit_on_first_permit', true],
]);

/** `undefined` for a request that is to be read as a single check. */
export function parseBatch(body: Members): Batch | undefined {
  const { evaluations, options } = body;
  if (evaluations === undefined) return undefined;
  if (!Array.isArray(evaluations)) throw malformed('/evaluations', '`evaluations` must be a list');
  if (evaluations.length === 0) return undefined;
  if (evaluations.length > itemsMax) {
    const detail = `${evaluations.length} checks are too many, send at most ${itemsMax} in one request`;
    throw new DomainError('BATCH_TOO_LARGE', detail, [
      { path: '/evaluations', code: 'BATCH_TOO_LARGE', detail },
    ]);
  }
  const stopAt = parseSemantic(options);
  const { explain } = parseOptions(body['context']);
  return { stopAt, items: evaluations.map((item, index) => parseItem(item, body, explain, index)) };
}

function parseSemantic(options: unknown): boolean | undefined {
  const semantic = options === undefined ? undefined : entity(options, '/options')['evaluations_semantic'];
  if (semantics.has(semantic)) return semantics.get(semantic);
  const known = '`execute_all`, `deny_on_first_deny` or `permit_on_first_permit`';
  throw malformed('/options/evaluations_semantic', `\`evaluations_semantic\` must be ${known}`);
}

function parseItem(
  value: unknown,
  defaults: Members,
  explain: boolean,
  index: number,
): Batch['items'][number] {
  const path = `/evaluations/${index}`;
  const item = entity(value, path);
  const question = parseQuestion(item, defaults, path);
  if (item['context'] === undefined) return { question, explain };
  const own = parseOptions(item['context'], `${path}/context`);
  if (own.asOf !== undefined || own.atLeast !== undefined) {
    const detail =
      'all checks of a request are answered at one state, say `asOf` and `atLeast` in the context of the request';
    throw malformed(`${path}/context/grantline`, detail);
  }
  return { question, explain: own.explain };
}
