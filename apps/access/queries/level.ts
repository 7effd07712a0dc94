import type { Level } from '#events/grant.js';

/** One level by its name, several as a list. */
export function shownLevel(level: Level): string | Level {
  return level.length === 1 ? level[0]! : level;
}
