import type { Code, Fault } from '#model/errors.js';
import { pointer } from '#model/pointer.js';
import type { z } from 'zod';
import { quoted } from '#model/wording.js';

/** An input can be wrong in more places than anybody wants to read of. */
const faultsMax = 100;

type Issue = z.core.$ZodIssue;

/**
 * How to parse an input whose faults shall be told. Only the schema of an object knows its fields, so they are the
 * message; everything else is said by `faultsOf`, and the texts of zod, which take most of its time, are not made.
 */
export const telling: z.core.ParseContext<Issue> = {
  reportInput: true,
  error: ({ code, inst }) => {
    const def: object | undefined = inst?._zod.def;
    const fields =
      code === 'unrecognized_keys' && def !== undefined && 'shape' in def
        ? Object.keys(Object(def.shape))
        : [];
    return fields.map(quoted).join(', ');
  },
};

/** The same for an input that is too large to tell of all its faults: lists and objects are left at the first one. */
export const tellingFirst: z.core.ParseContextInternal<Issue> = { ...telling, abortEarly: true };

/**
 * What is wrong with an input, in the order of its fields; at most 100 faults. The error must come from a parse that
 * was `telling`. Paths are JSON Pointers into what was parsed.
 */
export function faultsOf(error: z.core.$ZodError): Fault[] {
  return error.issues
    .slice(0, faultsMax)
    .flatMap((issue) => faults(issue, issue.path))
    .slice(0, faultsMax);
}

function faults(issue: Issue, path: PropertyKey[]): Fault[] {
  const field = fieldAt(path);
  const fault = (detail: string, code: Code = 'MALFORMED', at = path): Fault => ({
    path: pointer(...at),
    code,
    detail,
  });
  const inside = (nested: Issue) => faults(nested, [...path, ...nested.path]);
  switch (issue.code) {
    case 'custom':
      // Only our own schemas make custom issues, and always with one of our codes.
      return [fault(issue.message, issue.params?.['code'] as Code)];
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, faultsMax)
        .map((key) => fault(unknown(key, issue.message), 'MALFORMED', [...path, key]));
    case 'invalid_type':
      return [fault(wrongKind(field, [issue.expected], issue.input))];
    case 'too_big':
      if (typeof issue.input === 'number') return [fault(`${field} must be at most ${issue.maximum}`)];
      return [
        fault(
          `${field} is too long, give at most ${issue.maximum} ${unit(issue.origin)}`,
          issue.origin === 'array' ? 'BATCH_TOO_LARGE' : 'MALFORMED',
        ),
      ];
    case 'too_small':
      return typeof issue.input === 'number'
        ? [fault(`${field} must be at least ${issue.minimum}`)]
        : [fault(`${field} is empty, give at least ${issue.minimum} ${unit(issue.origin)}`)];
    case 'invalid_format':
      return [fault(`${quoted(String(issue.input))} is no instant, write it as in \`2026-11-21T10:00:00Z\``)];
    case 'invalid_value':
      return [
        fault(`${field} must be one of ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`),
      ];
    case 'invalid_key':
      return issue.issues.flatMap(inside);
    case 'invalid_union': {
      const meant = issue.errors.find(([first]) => first !== undefined && !isWrongKind(first));
      if (meant !== undefined) return meant.flatMap(inside);
      const kinds = issue.errors.flat().filter(isWrongKind);
      return [
        fault(
          wrongKind(
            field,
            kinds.map(({ expected }) => expected),
            issue.input,
          ),
        ),
      ];
    }
    default:
      return [fault(`${field} does not fit, see the description of the command`)];
  }
}

/** Whether the input was not even of the kind that the branch of a union takes. */
function isWrongKind(issue: Issue): issue is z.core.$ZodIssueInvalidType {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function unknown(field: string, known: string): string {
  return known === ''
    ? `${quoted(field)} is not known here, leave it out`
    : `${quoted(field)} is not known here, known are ${known}`;
}

function wrongKind(field: string, expected: readonly string[], input: unknown): string {
  const wanted = expected.map((kind) => kinds.get(kind) ?? kind).join(' or ');
  return input === undefined
    ? `${field} is missing, give ${wanted}`
    : `${field} must be ${wanted}, not ${kindOf(input)}`;
}

const kinds = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', '`true` or `false`'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);

function kindOf(input: unknown): string {
  if (input === null) return '`null`';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'number' || typeof input === 'boolean') return `\`${input}\``;
  return kinds.get(typeof input) ?? 'something else';
}

/** How the sentence calls the place: the field, or an entry of it. */
function fieldAt(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the body';
  const field = path.findLast((step) => typeof step === 'string');
  if (typeof last === 'string') return quoted(last);
  return field === undefined ? 'an entry' : `an entry of ${quoted(field)}`;
}

function unit(origin: string): string {
  return origin === 'array' ? 'of them' : 'characters';
}
