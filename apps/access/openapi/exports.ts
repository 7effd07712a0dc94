import { manifestSchema } from '#audit/export/manifest.js';
import {
  exportManifestQuery,
  exportQuery,
  trailExportQuery,
  trailManifestQuery,
} from '../queries/exports/exports-schema.js';
import type { Operation } from './operation.js';

const audit =
  'A service needs the capability `audit`, a person the right `view_audit`; a person who has it in some places only gets what is there.';
const manifest =
  'JSON Lines end with the manifest. For the other formats the header `Link` names it: it counts the records and has the hash of the bytes, so that an export that was cut off shows.';

const text = { type: 'string' };

function streamed(
  { id, path, summary, query }: Pick<Operation, 'id' | 'path' | 'summary' | 'query'>,
  problems: Operation['problems'],
): Operation {
  return {
    id,
    method: 'get',
    path: `/v1/organizations/{organization}${path}`,
    tag: 'queries',
    summary,
    description: `${audit} It is made while it is read, at the state of one revision. ${manifest}`,
    ...(query !== undefined && { query }),
    answer: {
      status: 200,
      description: 'the records',
      type: 'application/jsonl',
      schema: text,
      others: { 'text/csv': text },
    },
    problems: [...problems, 'REVISION_NOT_YET_AVAILABLE', 'TOO_MANY_REQUESTS'],
  };
}

function manifestOf(
  { id, path, query }: Pick<Operation, 'id' | 'path' | 'query'>,
  problems: Operation['problems'],
): Operation {
  return {
    id,
    method: 'get',
    path: `/v1/organizations/{organization}${path}`,
    tag: 'queries',
    summary: 'The manifest of an export',
    description: `${audit} With \`of\` of that very export, asked for as then; else of one as it would be made now.`,
    ...(query !== undefined && { query }),
    answer: { status: 200, description: 'what an export says of itself', schema: manifestSchema },
    problems: [...problems, 'REVISION_NOT_YET_AVAILABLE', 'TOO_MANY_REQUESTS'],
  };
}

export const exportOperations: readonly Operation[] = [
  streamed(
    {
      id: 'exportHoldings',
      path: '/export',
      summary: 'Who holds what, or who may do what and through what, for auditors',
      query: exportQuery,
    },
    ['UNKNOWN_RESOURCE'],
  ),
  manifestOf({ id: 'showExportManifest', path: '/export/manifest', query: exportManifestQuery }, [
    'UNKNOWN_RESOURCE',
  ]),
  streamed(
    {
      id: 'exportTrail',
      path: '/events/export',
      summary: 'The trail, with refused attempts, for auditors',
      query: trailExportQuery,
    },
    [],
  ),
  manifestOf({ id: 'showTrailManifest', path: '/events/export/manifest', query: trailManifestQuery }, []),
];
