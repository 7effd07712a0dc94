import type { Topic } from '#projections/publishing/message-bus.js';

/** `grantlineLedger`: a dot cannot stand in every name. */
export function nameOf(topic: Topic): string {
  return topic.replace(/\.(\w)/, (_, letter: string) => letter.toUpperCase());
}
