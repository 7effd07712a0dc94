import { afterEach, beforeEach } from '@jest/globals';

/** A store over a place of its own, made anew for every promise of a suite. */
export type Home<Store> = {
  readonly store: Store;
  /** Closes the store and opens it over the same place; absent where nothing outlives the process. */
  readonly reopen?: () => Promise<Store>;
  /** Closes whatever is open and takes the place away. */
  readonly remove: () => Promise<void>;
};

export type MakeHome<Store> = () => Promise<Home<Store>>;

/** Gives every test of the surrounding `describe` a fresh home; `store()` is the one that is open. */
export function freshHome<Store>(make: MakeHome<Store>): {
  store: () => Store;
  reopen: () => Promise<Store>;
} {
  let home: Home<Store>;
  let store: Store;
  beforeEach(async () => {
    home = await make();
    store = home.store;
  });
  afterEach(() => home.remove());
  return {
    store: () => store,
    reopen: async () => {
      if (home.reopen === undefined) throw new Error('this home is not durable');
      store = await home.reopen();
      return store;
    },
  };
}
