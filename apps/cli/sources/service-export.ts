import type { Manifest } from '#audit/export/manifest.js';
import { bytesOf } from '#client/bytes.js';
import type { Connection } from '#client/connection.js';
import type { QuestionOptions } from '#client/organization-calls.js';
import { path, query } from '#client/path.js';
import type { Exported, ExportRequest } from './source.js';

/** An export that a service makes while it is read. */
export async function exportFrom(
  connection: Connection,
  organization: string,
  { content = 'holdings', format, resource, filter, asOf, atLeast, signal }: ExportRequest & QuestionOptions,
): Promise<Exported> {
  const isTrail = content === 'trail';
  const below = path`/v1/organizations/${organization}` + (isTrail ? '/events/export' : '/export');
  const asked = query({
    ...(isTrail ? filter : { content }),
    format,
    resource,
    asOf,
    atLeast,
  });
  const call = { method: 'GET', path: below + asked, headers: { accept: '*/*' }, repeatable: true } as const;
  const response = await connection.send(call, { signal }, (response) => response);
  return {
    [Symbol.asyncIterator]: () => bytesOf(response, signal),
    manifest: () => manifestOf(connection, response, signal),
  };
}

/** The manifest of that very state, which the answer says the place of. */
async function manifestOf(
  connection: Connection,
  { headers }: Response,
  signal: AbortSignal | undefined,
): Promise<Manifest | undefined> {
  const [, path] = /<([^>]+)>; *rel="describedby"/.exec(headers.get('link') ?? '') ?? [];
  if (path === undefined) return undefined;
  const { body } = await connection.json<Manifest>({ method: 'GET', path, repeatable: true }, { signal });
  return body;
}
