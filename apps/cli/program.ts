import { Command } from 'commander';
import { applyCommand } from './commands/change/apply.js';
import { whatIfCommand } from './commands/change/what-if.js';
import { backupCommand } from './commands/backup.js';
import { checkCommand } from './commands/check.js';
import { copyCommand } from './commands/copy.js';
import { diffCommand } from './commands/diff.js';
import { exportCommand } from './commands/export/export.js';
import { holdersCommand } from './commands/holders.js';
import { importCommand } from './commands/import/import.js';
import { keysCommand } from './commands/keys/keys.js';
import { logCommand } from './commands/log/log.js';
import { modelCommand } from './commands/model/model.js';
import { orgCommand } from './commands/org.js';
import { readModelCommand } from './commands/read-model/read-model.js';
import { rolesCommand } from './commands/roles.js';
import { usersCommand } from './commands/users.js';
import { verifyCommand } from './commands/verify/verify-command.js';
import { verifyExportCommand } from './commands/verify/verify-export.js';
import { whatCommand } from './commands/what.js';
import { whereCommand } from './commands/where.js';
import { whoCommand } from './commands/who/who.js';
import { whyCommand } from './commands/why.js';
import type { Session } from './session.js';

const footnotes = `
Ends with 0 for yes or done, 1 for no, denied or different, 2 for a mistake in the
command line, 3 where Grantline refuses, 4 where it cannot be asked now.

Completions for a shell: grantline completion bash (or zsh, fish, powershell)`;

/** All commands. What they need is loaded when one of them runs. */
export function program(session: Session, version: string): Command {
  const root = new Command('grantline')
    .description('Who may do what, why, since when and by whom: for operators and auditors')
    .version(version)
    .option('--no-color', 'no colours (also NO_COLOR)')
    .showSuggestionAfterError()
    .addHelpText('after', footnotes)
    .helpCommand(true);
  const groups = {
    'Questions:': [
      checkCommand(session),
      whyCommand(session),
      whoCommand(session),
      whereCommand(session),
      whatCommand(session),
      usersCommand(session),
      rolesCommand(session),
      holdersCommand(session),
      diffCommand(session),
      logCommand(session),
      exportCommand(session),
    ],
    'Changes:': [whatIfCommand(session), applyCommand(session), importCommand(session)],
    'Platform:': [orgCommand(session), modelCommand(session), keysCommand(session)],
    'Homes:': [
      verifyCommand(session),
      verifyExportCommand(session),
      backupCommand(session),
      copyCommand(session),
      readModelCommand(session),
    ],
  };
  for (const [heading, commands] of Object.entries(groups)) {
    root.commandsGroup(heading);
    for (const command of commands) root.addCommand(command);
  }
  return root;
}
