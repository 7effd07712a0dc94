import { constants, cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { large, ledger, manyChanges } from '../organization.js';
import { writeLedger } from './write-ledger.js';

/** To be raised whenever what is written changes: the folder is then made anew. */
const version = 1;

const cache = join('.cache', 'bench');

/** A data folder with the ledger of a million events, to be read only. It is written once, which takes a minute or two. */
export async function dataFolder(): Promise<string> {
  const folder = join(cache, `ledger-${version}-${large.people}-${manyChanges}`);
  if (existsSync(folder)) return folder;
  console.log(`\nwriting ${folder}, once`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  await writeLedger(partial, ledger(large, manyChanges));
  renameSync(partial, folder);
  return folder;
}

/** A copy of the data folder, to be written to; it is gone when it is disposed of. One program at a time has one of a name. */
export async function copyOfDataFolder(name = 'copy'): Promise<Disposable & { readonly path: string }> {
  const source = await dataFolder();
  const path = join(cache, name);
  const remove = () => rmSync(path, { recursive: true, force: true });
  remove();
  cpSync(source, path, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return { path, [Symbol.dispose]: remove };
}
