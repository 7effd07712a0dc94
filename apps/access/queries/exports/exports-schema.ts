import { ocsfVersions } from '#audit/export/ocsf/ocsf.js';
import { z } from 'zod';
import { anyName, flag, instant, ref, token, wholeNumber, when } from '../../http/parameters.js';

const of = token.describe(
  'of a manifest: the export that it shall be of, as the header `Link` of that export names it',
);

export const exportQuery = z.strictObject({
  ...when,
  content: z
    .enum(['holdings', 'permissions'])
    .default('holdings')
    .describe('the roles and levels that people hold, or the permissions that they have in effect'),
  format: z.enum(['csv', 'jsonl']).default('jsonl').describe('a table, or a JSON object a line'),
  resource: ref
    .exactOptional()
    .describe('of permissions: only those on this resource and below it, as `type:id`'),
});

export type ExportRequest = z.output<typeof exportQuery>;

export const exportManifestQuery = exportQuery.extend({ of });

export const trailExportQuery = z.strictObject({
  ...when,
  format: z
    .enum(['csv', 'jsonl', 'ocsf'])
    .default('jsonl')
    .describe('a table, a JSON object a line, or events of the Open Cybersecurity Schema Framework'),
  schema: z
    // There is at least one.
    .enum(Object.keys(ocsfVersions) as [keyof typeof ocsfVersions])
    .default('1.8.0')
    .describe('of OCSF: the version of the schema'),
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).exactOptional().describe('only events after this revision'),
  actor: anyName.describe('whose doing: a user id, `operator:root`, `service:crm` or `erased-17`'),
  user: anyName.describe('whom it concerns: a user id or `erased-17`'),
  role: anyName.describe('which role it concerns'),
  resource: anyName.describe('which resource it concerns, as `type:id`; also what is held there'),
  type: anyName.describe('type of the event, or of the command that was refused'),
  since: instant.describe('only what happened at or after this instant'),
  until: instant.describe('only what happened before this instant'),
  refused: flag.describe(
    'only attempts that were refused, or only events; both in the order of time if left out',
  ),
});

export type TrailExportRequest = z.output<typeof trailExportQuery>;

export const trailManifestQuery = trailExportQuery.extend({ of });
