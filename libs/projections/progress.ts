import { StoreCorrupt } from '#store/event-store.js';
import type { PositionStore } from '#store/position-store.js';

/** How far a publisher is: where it reads on, and the organizations that stand still before that. */
export type Progress = {
  readonly position?: string | undefined;
  /** By organization: the first revision that is not published. */
  readonly stopped: ReadonlyMap<string, number>;
};

export async function loadProgress(positions: PositionStore, consumer: string): Promise<Progress> {
  const text = await positions.load(consumer);
  if (text === undefined) return { stopped: new Map() };
  const parsed = JSON.parse(text) as { position?: unknown; stopped?: unknown };
  if (typeof parsed.position !== 'string' || typeof parsed.stopped !== 'object') {
    throw new StoreCorrupt(`the position of \`${consumer}\` cannot be read`);
  }
  return {
    position: parsed.position,
    stopped: new Map(Object.entries(parsed.stopped as Record<string, number>)),
  };
}

export async function saveProgress(
  positions: PositionStore,
  consumer: string,
  { position, stopped }: Progress,
): Promise<void> {
  await positions.save(consumer, JSON.stringify({ position, stopped: Object.fromEntries(stopped) }));
}
