import type { Message, Topic } from '#projections/publishing/message-bus.js';
import { nameOf } from '../asyncapi/name-of.js';

/** An event as CloudEvents 1.0 has it, in binary mode: its attributes are headers. */
export type CloudEvent = {
  readonly topic: Topic;
  readonly organization: string;
  readonly id: string;
  readonly type: string;
  /** What the event is about, as a ref; left out where that is the organization as a whole. */
  readonly subject?: string | undefined;
  /** RFC 3339 in UTC. */
  readonly time: string;
  readonly revision: number;
  readonly epoch: string;
  /** JSON. */
  readonly data: string;
};

export function messageOf({ topic, organization, data, ...event }: CloudEvent): Message {
  return {
    topic,
    key: organization,
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: event.type,
      ce_source: `/v1/organizations/${organization}`,
      ...(event.subject !== undefined && { ce_subject: event.subject }),
      ce_dataschema: schemaOf(topic),
      ce_time: event.time,
      ce_revision: String(event.revision),
      ce_epoch: event.epoch,
    },
    value: data,
  };
}

/** Where the service describes the data, relative to its address. */
function schemaOf(topic: Topic): string {
  return `/asyncapi.json#/components/messages/${nameOf(topic)}/payload`;
}
