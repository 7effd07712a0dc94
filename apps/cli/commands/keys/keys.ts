import { Command } from 'commander';
import type { Session } from '../../session.js';
import { keysCreateCommand } from './create.js';
import { keysDeleteCommand, keysListCommand } from './list.js';
import { rotateMasterCommand } from './rotate-master.js';

export function keysCommand(session: Session): Command {
  return new Command('keys')
    .description('API keys of services, and the master key of a data folder')
    .addCommand(keysListCommand(session))
    .addCommand(keysCreateCommand(session))
    .addCommand(keysDeleteCommand(session))
    .addCommand(rotateMasterCommand(session));
}
