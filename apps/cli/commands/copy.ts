import { Command } from 'commander';
import type { Session } from '../session.js';
import { amount, Progress } from '../terminal/progress.js';

const stages = { keys: 'copying keys', events: 'copying events', verifying: 'comparing events' };

export function copyCommand(session: Session): Command {
  return new Command('copy')
    .description('Moves house: copies everything from one home to another and compares them event by event')
    .argument('<from>', 'a data folder, or the connection string of EventStoreDB (`esdb://...`)')
    .argument('<to>', 'the same, of an empty home or one that an earlier copy was broken off in')
    .addHelpText(
      'after',
      '\nStop all services on both before. The master key is not copied: the services take it along.',
    )
    .action(async (from: string, to: string) => {
      const { copyHome } = await import('./copy-home.js');
      const { output, signal } = session;
      const progress = new Progress(output);
      const told = (stage: keyof typeof stages, done: number): void =>
        progress.at(() => `${stages[stage]}: ${done.toLocaleString('en')}`);
      const { streams, events, keys } = await copyHome(from, to, { progress: told, signal }).finally(() =>
        progress.end(),
      );
      await output.lines([
        `${amount(events, 'event')} in ${amount(streams, 'stream')} and ${amount(keys, 'key')}: the same in both homes`,
      ]);
      output.note('start the services there with the same GRANTLINE_MASTER_KEY');
    });
}
