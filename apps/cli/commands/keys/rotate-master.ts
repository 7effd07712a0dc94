import { Command } from 'commander';
import type { Session } from '../../session.js';

type RotateOptions = { readonly data: string; readonly masterKeyFile?: string; readonly to?: string };

export function rotateMasterCommand(session: Session): Command {
  return new Command('rotate-master')
    .description('Wraps all keys of a data folder anew under another master key, while no service runs on it')
    .requiredOption('--data <folder>', 'the data folder')
    .option(
      '--master-key-file <file>',
      'its master key now, if neither GRANTLINE_MASTER_KEY nor its own file has it',
    )
    .option('--to <file>', 'the new master key; made and kept there if there is no such file')
    .action(async (options: RotateOptions) => {
      const { rotate } = await import('./rotation.js');
      const { output, environment } = session;
      const { keys, file } = await rotate(options, environment);
      output.note(`${keys} keys are wrapped under the master key in ${file}`);
      output.note('KEEP IT SAFE, apart from the data and its backups: without it nobody has a name any more');
      output.note(
        'backups of keys.db from before need the old master key, keep that as long as you keep them',
      );
    });
}
