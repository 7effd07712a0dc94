import type { Home, MakeHome } from '#store/home.suite.js';
import { type EventStoreDbHome, openEventStoreDbHome } from './home.js';
import { StandIn } from './stand-in/server.js';

/** A real server, where there is one. */
const { EVENTSTOREDB_URL: real } = process.env;

/** What the suites of this folder run against. */
export const server = real === undefined ? 'the stand-in of EventStoreDB' : 'EventStoreDB';

/** Homes for the suites of the ports: streams of their own each, on the real server or on a stand-in of their own. */
export function storeOf<Store>(pick: (home: EventStoreDbHome) => Store): MakeHome<Store> {
  return async (): Promise<Home<Store>> => {
    const standIn = real === undefined ? await StandIn.start() : undefined;
    const url = standIn?.url ?? real!;
    const namespace = standIn === undefined ? `trial-${crypto.randomUUID()}-` : '';
    const homes: EventStoreDbHome[] = [];
    const open = (): Store => {
      const home = openEventStoreDbHome(url, { namespace });
      homes.push(home);
      return pick(home);
    };
    return {
      store: open(),
      reopen: async () => {
        await homes.at(-1)!.close();
        return open();
      },
      remove: async () => {
        for (const home of homes) await home.close();
        standIn?.stop();
      },
    };
  };
}
