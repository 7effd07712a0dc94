import { Command } from 'commander';
import type { Session } from '../../session.js';
import { modelDiffCommand } from './diff.js';
import { modelListCommand, modelPublishCommand } from './publish.js';
import { modelTestCommand } from './test.js';
import { modelValidateCommand } from './validate.js';

export function modelCommand(session: Session): Command {
  const command = new Command('model').description(
    'Access model documents: look at them here, publish them there',
  );
  command.commandsGroup('On this machine:');
  for (const offline of [modelValidateCommand, modelTestCommand, modelDiffCommand]) {
    command.addCommand(offline(session));
  }
  command.commandsGroup('With a service:');
  for (const online of [modelListCommand, modelPublishCommand]) command.addCommand(online(session));
  return command;
}
