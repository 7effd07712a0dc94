import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Organization } from '#client/organization.js';

export async function changesOf(acme: Organization, user: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { time, actor, type } of acme.events({ user, order: 'oldest' })) {
    lines.push(`${time} ${actor} ${type}`);
  }
  return lines;
}

export async function watch(
  acme: Organization,
  { after, signal }: { after: number; signal: AbortSignal },
  tell: (line: string) => void,
): Promise<void> {
  for await (const { revision, type, actor } of acme.follow({ after, signal })) {
    tell(`${revision}: ${type} by ${actor}`);
  }
}

export async function exportTo(acme: Organization, file: string): Promise<string> {
  const holdings = acme.export({ format: 'csv' });
  await pipeline(holdings, createWriteStream(file));
  const { records, sha256, asOf } = await holdings.manifest();
  return `${records} records as of revision ${asOf.revision}, SHA-256 ${sha256}`;
}
