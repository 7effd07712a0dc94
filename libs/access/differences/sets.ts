/** Names of permissions, in their order. */
export class Names {
  #set: ReadonlySet<string> | undefined;

  constructor(readonly all: readonly string[]) {}

  has(name: string): boolean {
    this.#set ??= new Set(this.all);
    return this.#set.has(name);
  }
}

/** What differs of what somebody has on a resource. */
export type Sets = { readonly [K in 'gained' | 'lost' | 'changed']: Names };

const none = new Names([]);

export const same: Sets = { gained: none, lost: none, changed: none };

export function setsOf(gained: readonly string[], lost: readonly string[], changed: readonly string[]): Sets {
  if (gained.length + lost.length + changed.length === 0) return same;
  return { gained: new Names(gained), lost: new Names(lost), changed: new Names(changed) };
}
