import { type JsonSchema, jsonSchema } from '../openapi/json-schema.js';
import { headers, published } from './messages.js';
import { nameOf } from './name-of.js';

const described = {
  'grantline.ledger': 'Every event of every organization, in order for each of them',
  'grantline.access': 'What an event did to effective access',
};

type Topic = keyof typeof published;

const topics: readonly Topic[] = ['grantline.ledger', 'grantline.access'];

/** The description of what is published to Kafka, in AsyncAPI 3. */
export function asyncApiDocument(version: string): JsonSchema {
  const each = <T>(describe: (topic: Topic) => T): Record<string, T> =>
    Object.fromEntries(topics.map((topic) => [nameOf(topic), describe(topic)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Grantline change feed',
      version,
      description:
        'CloudEvents 1.0 in binary mode, at least once, in order for each organization: drop what is not newer than what you have seen.',
    },
    defaultContentType: 'application/json',
    channels: each((topic) => ({
      address: topic,
      description: described[topic],
      messages: { [nameOf(topic)]: { $ref: `#/components/messages/${nameOf(topic)}` } },
      bindings: {
        kafka: {
          topic,
          partitions: 12,
          topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1 },
          bindingVersion: '0.5.0',
        },
      },
    })),
    operations: each((topic) => ({
      action: 'send',
      channel: { $ref: `#/channels/${nameOf(topic)}` },
      summary: described[topic],
    })),
    components: {
      messages: each((topic) => ({
        name: topic,
        summary: described[topic],
        contentType: 'application/json',
        headers: jsonSchema(headers, 'output'),
        payload: jsonSchema(published[topic], 'output'),
        bindings: {
          kafka: { key: { type: 'string', description: 'the organization' }, bindingVersion: '0.5.0' },
        },
      })),
    },
  };
}
