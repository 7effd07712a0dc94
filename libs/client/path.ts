import { GrantlineError } from './error.js';

export type QueryParameters = Readonly<Record<string, string | number | boolean | Date | undefined>>;

/**
 * A path whose ids are percent-encoded: ``path`/v1/organizations/${id}` ``.
 *
 * @throws GrantlineError INVALID_ID for an id that no path can hold, so that it never becomes another path
 */
export function path(texts: TemplateStringsArray, ...ids: readonly (string | number)[]): string {
  return texts.reduce((path, text, index) => path + segment(String(ids[index - 1])) + text);
}

/** What is asked for, as the query of a URL. What is undefined is left out, instants are written in UTC. */
export function query(parameters: QueryParameters): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) given.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  return given.size === 0 ? '' : `?${given.toString()}`;
}

function segment(id: string): string {
  // URLs read dots as steps, even where they are encoded, and nothing as the list above.
  if (id !== '' && id !== '.' && id !== '..' && id.isWellFormed()) return encodeURIComponent(id);
  throw new GrantlineError({ code: 'INVALID_ID', detail: `\`${id}\` cannot stand in a path` });
}
