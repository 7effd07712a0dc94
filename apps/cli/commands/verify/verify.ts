import { damagedSnapshots } from '#adapters/folder/snapshot-store.js';
import { checkHome } from '#adapters/sqlite/check.js';
import { openReadOnly, type ReadOnlyHome } from '#adapters/sqlite/read-only.js';
import { Vault } from '#ledger/vault.js';
import { StoreCorrupt } from '#store/event-store.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../../session.js';
import { Progress } from '../../terminal/progress.js';
import { readOnlyKeys } from '../../sources/folder/read-only.js';
import { replays } from './replays.js';
import { type StreamSurvey, surveyStreams } from './streams.js';

/** What was found of a data folder. It is sound when there are no findings at all. */
export type Findings = {
  /** About the files themselves. */
  readonly files: readonly string[];
  readonly streams: readonly StreamSurvey[];
};

/**
 * Reads everything in a data folder: every byte of its files, every event of every stream, and every state that they
 * lead to.
 *
 * @throws StoreUnavailable when it cannot be read
 */
export async function verifyFolder(
  { output }: Session,
  folder: string,
  masterKey: Uint8Array | undefined,
): Promise<Findings> {
  const progress = new Progress(output);
  const files: string[] = [];
  for await (const finding of checkHome(folder)) files.push(finding);
  for await (const finding of snapshotFindings(folder)) files.push(finding);
  try {
    const home = openReadOnly(folder);
    try {
      const streams = await verifyStreams(home, masterKey, progress);
      if (masterKey !== undefined) files.push(...(await keyFindings(home, masterKey)));
      return { files, streams };
    } finally {
      home.close();
    }
  } catch (error) {
    if (!(error instanceof StoreCorrupt)) throw error;
    return { files: files.includes(error.message) ? files : [...files, error.message], streams: [] };
  } finally {
    progress.end();
  }
}

async function* snapshotFindings(folder: string): AsyncGenerator<string, void, undefined> {
  const snapshots = join(folder, 'snapshots');
  if (!existsSync(snapshots)) return;
  for await (const name of damagedSnapshots(snapshots)) {
    yield `snapshots/${name} is damaged; the service does without it, and it may be deleted`;
  }
}

async function verifyStreams(
  home: ReadOnlyHome,
  masterKey: Uint8Array | undefined,
  progress: Progress,
): Promise<readonly StreamSurvey[]> {
  const surveys = await surveyStreams(home.events, progress);
  const { replay, close } = await replays(home, masterKey, progress);
  try {
    const verified: StreamSurvey[] = [];
    for (const survey of surveys) {
      const obstacle = await replay(survey.stream);
      verified.push(
        obstacle === undefined ? survey : { ...survey, findings: [...survey.findings, obstacle] },
      );
    }
    return verified;
  } finally {
    await close();
  }
}

/** Whether every key opens: those included that no event names. */
async function keyFindings({ keys }: ReadOnlyHome, masterKey: Uint8Array): Promise<readonly string[]> {
  const findings: string[] = [];
  if (keys === undefined) return findings;
  const vault = new Vault(readOnlyKeys(keys), masterKey);
  for await (const page of keys.all()) {
    for (const { id } of page) {
      await vault.fetch([id]).catch((error: unknown) => {
        findings.push(
          `keys.db: key \`${id}\` does not open (${error instanceof Error ? error.message : error})`,
        );
      });
    }
  }
  return findings;
}
