import { Command } from 'commander';
import type { Session } from '../session.js';

type BackupOptions = { readonly data: string; readonly keysTo?: string };

export function backupCommand({ output }: Session): Command {
  return new Command('backup')
    .description('Copies a data folder as it is at one instant, while a service runs on it or not')
    .argument('<folder>', 'where the copy goes; made if it is not there')
    .requiredOption('--data <folder>', 'the data folder')
    .option(
      '--keys-to <folder>',
      'where the copy of the keys goes, apart from the other (default: not copied)',
    )
    .action(async (folder: string, { data, keysTo }: BackupOptions) => {
      const { copyFolder } = await import('./copy-folder.js');
      const copies = await copyFolder(data, {
        events: folder,
        ...(keysTo !== undefined && { keys: keysTo }),
      });
      await output.lines(copies);
      if (keysTo === undefined) {
        output.note(
          'the keys were not copied; without keys.db nobody in this copy has a name (see --keys-to)',
        );
      } else {
        output.note('an erasure is complete when the last copy of keys.db that holds the key is gone');
      }
      output.note('the master key is never copied, keep it yourself');
    });
}
