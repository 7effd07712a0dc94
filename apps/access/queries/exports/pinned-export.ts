import type { View } from '#access/view.js';
import type { Ledger } from '#ledger/ledger.js';
import type { Cursors } from '../../http/cursors.js';

/** The state that an export is of: its last event, when it was decided what counts, and the last refused attempt. */
export type ExportedState = readonly [revision: number, instant: number, lastRefused: number];

/** The state of the view, as far as attempts have been refused. */
export async function stateOf(ledger: Ledger, { revision, instant }: View): Promise<ExportedState> {
  const { revision: lastRefused } = await ledger.trail({ refused: true, limit: 1 });
  return [revision, instant, lastRefused];
}

/** Where the manifest of an export is: of this very state, for this very caller. */
export function manifestLink(
  path: string,
  query: Readonly<Record<string, unknown>>,
  cursors: Cursors,
  question: readonly string[],
  state: ExportedState,
): string {
  const parameters = new URLSearchParams({ of: cursors.seal(question, state) });
  for (const [name, value] of Object.entries(query)) parameters.append(name, String(value));
  return `<${path}?${parameters}>; rel="describedby"; type="application/json"`;
}
