import type { ClassUid } from './activity.js';
import type { OcsfVersion } from './ocsf.js';

/** What the published schema says of a class: its activities, and the attributes that it requires and knows. */
export type OcsfClass = {
  readonly activities: readonly number[];
  readonly required: readonly string[];
  readonly known: readonly string[];
};

// From events/base_event.json and events/iam/*.json of github.com/ocsf/ocsf-schema, branch v1.8.0 and, for 1.9.0-dev, main
// of July 2026. Every class also knows the activities 0 (unknown) and 99 (other).

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

const required = ['activity_id', 'category_uid', 'class_uid', 'metadata', 'severity_id', 'time', 'type_uid'];

const known = [
  ...required,
  'activity_name',
  'actor',
  'category_name',
  'class_name',
  'count',
  'duration',
  'end_time',
  'enrichments',
  'http_request',
  'http_response',
  'message',
  'observables',
  'raw_data',
  'raw_data_hash',
  'raw_data_size',
  'severity',
  'src_endpoint',
  'start_time',
  'status',
  'status_code',
  'status_detail',
  'status_id',
  'timezone_offset',
  'type_name',
  'unmapped',
];

function ocsfClass(last: number, requires: readonly string[], knows: readonly string[]): OcsfClass {
  return {
    activities: [...upTo(last), 99],
    required: [...required, ...requires],
    known: [...known, ...requires, ...knows],
  };
}

const entityManagement = ['access_list', 'access_mask', 'comment', 'entity_result'];

export const schemas: Readonly<Record<OcsfVersion, Partial<Readonly<Record<ClassUid, OcsfClass>>>>> = {
  '1.8.0': {
    3001: ocsfClass(12, ['user'], ['auth_factors', 'policies', 'policy', 'user_result']),
    3004: ocsfClass(13, ['entity'], entityManagement),
    3005: ocsfClass(2, ['user', 'privileges'], ['resource', 'resources']),
  },
  // Without the classes that are deprecated there, 3001 and 3005.
  '1.9.0-dev': {
    3004: ocsfClass(13, ['entity'], [...entityManagement, 'updated_entity']),
    3007: ocsfClass(
      19,
      ['user'],
      ['auth_factors', 'iam_roles', 'policies', 'privileges', 'resources', 'updated_user'],
    ),
    3008: ocsfClass(
      11,
      ['iam_role'],
      ['policies', 'privileges', 'programmatic_credentials', 'resources', 'updated_role'],
    ),
  },
};
