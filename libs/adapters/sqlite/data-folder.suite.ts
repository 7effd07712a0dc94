import type { Home, MakeHome } from '#store/home.suite.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHome, type SqliteHome } from './home.js';

/** A data folder of its own below the temporary one. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'grantline-sqlite-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** One of the stores of a home in a folder of its own. */
export function storeOfHome<Store>(of: (home: SqliteHome) => Store): MakeHome<Store> {
  return async (): Promise<Home<Store>> => {
    const folder = newFolder();
    let home = openHome(folder);
    return {
      store: of(home),
      reopen: async () => {
        await home.close();
        home = openHome(folder);
        return of(home);
      },
      remove: async () => {
        await home.close();
        removeFolder(folder);
      },
    };
  };
}
