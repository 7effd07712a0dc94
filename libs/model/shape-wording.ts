import type { core } from 'zod';
import { nameFault } from './ids.js';
import { listed, quoted } from './wording.js';

type Issue = core.$ZodIssue;
type Problem = { readonly path: readonly PropertyKey[]; readonly detail: string };

/** What an issue of the schema means to the author. `value` is what the path of the issue starts from. */
export function shapeProblems(issue: Issue, value: unknown): Problem[] {
  const { path } = issue;
  const at = valueAt(value, path);
  if (at === undefined && issue.code !== 'invalid_key') return [{ path, detail: 'is missing, add it' }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        detail: `${quoted(key)} is not a key of the language here, known are ${issue.message}`,
      }));
    case 'invalid_union': {
      const meant = issue.errors.find((branch) => !branch.some(wrongKind));
      if (meant === undefined) return [{ path, detail: wrongKindDetail(issue, at) }];
      return meant
        .flatMap((inner) => shapeProblems(inner, at))
        .map((inner) => ({ path: [...path, ...inner.path], detail: inner.detail }));
    }
    case 'invalid_type':
    case 'invalid_value':
      return [{ path, detail: wrongKindDetail(issue, at) }];
    case 'invalid_key': {
      const key = String(path.at(-1));
      return [{ path, detail: `${quoted(key)} ${nameFault(key) ?? 'is no name'}` }];
    }
    case 'invalid_format':
      return [{ path, detail: `${quoted(String(at))} ${nameFault(String(at)) ?? 'must be in lower case'}` }];
    case 'too_small':
      return [
        { path, detail: typeof at === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty' },
      ];
    case 'too_big': {
      const unit = { string: ' characters', array: ' entries' }[issue.origin as string] ?? '';
      return [
        {
          path,
          detail:
            unit === '' ? `must be at most ${issue.maximum}` : `must have at most ${issue.maximum}${unit}`,
        },
      ];
    }
    default:
      return [{ path, detail: issue.message }];
  }
}

/** Whether the issue says that another branch of a union was meant. */
function wrongKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => branch.some(wrongKind));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function wrongKindDetail(issue: Issue, value: unknown): string {
  const wanted = [...new Set(kinds(issue))];
  const got = typeof value === 'string' ? quoted(value) : kindOf(value);
  return `must be ${wanted.join(' or ')}, not ${got}`;
}

function kinds(issue: Issue): string[] {
  switch (issue.code) {
    case 'invalid_union':
      return issue.errors.flatMap((branch) => branch.filter(wrongKind).flatMap(kinds));
    case 'invalid_value':
      return [`${issue.values.length > 1 ? 'one of ' : ''}${listed(issue.values.map(String))}`];
    case 'invalid_type':
      return [nouns[issue.expected] ?? issue.expected];
    default:
      return [];
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `\`${String(value)}\``;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (at === undefined || at === null ? undefined : Reflect.get(Object(at), step)),
    value,
  );
}
