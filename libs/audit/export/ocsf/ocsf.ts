import type { LedgerEventType } from '#events/event.js';
import type { Format } from '../format.js';
import type { TrailRecord } from '../trail.js';
import { activities as activities18 } from './activities-1-8.js';
import { activities as activities19 } from './activities-1-9.js';
import { type Activities, type Activity, other } from './activity.js';
import { wouldBe } from './refused.js';
import { type Subject, subjectOf } from './subject.js';
import { target } from './target.js';

/** Versions of the schema that a trail can be written in; 1.9 is a draft. */
export const ocsfVersions = { '1.8.0': activities18, '1.9.0-dev': activities19 } as const satisfies Record<
  string,
  Activities
>;

export type OcsfVersion = keyof typeof ocsfVersions;

/** Whose trail it is, and the version of Grantline that tells it. */
export type Origin = { readonly organization: string; readonly version: string };

/**
 * Events of the Open Cybersecurity Schema Framework, one JSON object a line, category Identity & Access Management. What
 * the schema has no place for stands in `unmapped`. Every line is an event, so the manifest goes beside it.
 */
export function ocsf(origin: Origin, schema: OcsfVersion = '1.8.0'): Format<TrailRecord> {
  return {
    name: 'ocsf',
    mediaType: 'application/jsonl; charset=utf-8',
    extension: 'ocsf.jsonl',
    head: '',
    lines: (records) =>
      records.map((record) => `${JSON.stringify(event(record, origin, schema))}\n`).join(''),
    carriesManifest: false,
  };
}

function event(record: TrailRecord, { organization, version }: Origin, schema: OcsfVersion): object {
  const subject = subjectOf(record);
  const wanted = activityOf(record, subject, ocsfVersions[schema]);
  const wantedTarget = target(wanted, subject, organization);
  // Where the class asks for somebody whom the event does not name, it is an event about the organization.
  const activity = wantedTarget === undefined ? other(3004, record.type) : wanted;
  return {
    activity_id: activity.id,
    ...(activity.name !== undefined && { activity_name: activity.name }),
    category_uid: 3,
    class_uid: activity.class,
    type_uid: activity.class * 100 + activity.id,
    time: Date.parse(record.time),
    ...outcome(record),
    message: record.text,
    metadata: {
      version: schema,
      product: { name: 'Grantline', vendor_name: 'Grantline', version },
      uid: record.id,
      event_code: record.type,
      sequence: record.revision,
      tenant_uid: organization,
      original_time: record.time,
      log_name: record.kind === 'refused' ? 'refusals' : 'ledger',
      ...(record.correlation !== undefined && { correlation_uid: record.correlation }),
    },
    actor: actor(record),
    ...(wantedTarget ?? target(activity, subject, organization)),
    ...(activity.class === 3004 && record.reason !== undefined && { comment: record.reason }),
    unmapped: unmapped(record),
  };
}

function activityOf({ type, data }: TrailRecord, subject: Subject, activities: Activities): Activity {
  const told = type === 'CommandRefused' ? wouldBe.get(String(data['command'])) : type;
  if (told === undefined || told === 'RefusalsLeftOut') return other(3004, 'Refused');
  // What stands in a ledger has a type of the catalogue.
  const found = activities[told as LedgerEventType];
  if ('class' in found) return found;
  return subject.user === undefined ? found.role : found.user;
}

function outcome({ kind, data }: TrailRecord): object {
  if (kind === 'event') return { severity_id: 1, severity: 'Informational', status_id: 1, status: 'Success' };
  const { code, count } = data;
  return {
    severity_id: 2,
    severity: 'Low',
    status_id: 2,
    status: 'Failure',
    ...(typeof code === 'string' && { status_code: code }),
    ...(typeof count === 'number' && { count }),
  };
}

/** A person or an operator is a user, a service an application; a credential that spoke for them is one too. */
function actor({ actor, via }: TrailRecord): object {
  if (actor.startsWith('service:')) return { app_uid: actor, app_name: actor };
  const isOperator = actor.startsWith('operator:');
  const user = { uid: actor, name: actor, type_id: isOperator ? 2 : 1, type: isOperator ? 'Admin' : 'User' };
  return { user, ...(via !== actor && { app_uid: via, app_name: via }) };
}

function unmapped({ via, reason, data, before }: TrailRecord): object {
  return { via, ...(reason !== undefined && { reason }), ...(before !== undefined && { before }), data };
}
