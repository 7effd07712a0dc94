import type { TrailRecord } from '../trail.js';

/** What an event, or a refused command, is about, as far as it says. */
export type Subject = {
  readonly user: string | undefined;
  readonly email: string | undefined;
  readonly role: string | undefined;
  /** Levels that are given or taken, else the facet that they are of. */
  readonly levels: readonly string[];
  /** Resources, places and scopes. */
  readonly resources: readonly string[];
};

export function subjectOf({ type, data: shown, before }: TrailRecord): Subject {
  const data = type === 'CommandRefused' ? fields(shown['data']) : shown;
  // Commands name a role or a person that a permission is given to or taken from; transfers name the new owner.
  const party = { ...fields(data['from']), ...fields(data['to']) };
  const grants = [data, fields(data['grant']), ...[data['grants'] ?? []].flat().map(fields)];
  const given = grants.flatMap(({ give }) => Object.values(fields(give)).flatMap(strings));
  const levels = [...strings(data['level'] ?? before?.level), ...given];
  return {
    user: strings(data['user'] ?? party['user'] ?? data['to'])[0],
    email: strings(data['email'])[0],
    role: strings(data['role'] ?? party['role'])[0],
    levels: unique(levels.length > 0 ? levels : strings(data['facet'])),
    resources: unique(
      [data['resource'], data['place'], data['ref'], ...grants.map(({ scope }) => scope)].flatMap(strings),
    ),
  };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function strings(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
