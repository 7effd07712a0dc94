/** Homes of the positions that consumers of the store have reached, by the consumer's name. */
export type PositionStore = {
  load(consumer: string): Promise<string | undefined>;
  save(consumer: string, position: string): Promise<void>;
};
