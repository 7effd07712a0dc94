import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

const namesAFile = /^<?(file|folder)>?$/;
/** What the scripts of the library take as: offer what was printed, and what was printed or else files. */
const directives = { noFiles: 4, files: 0 };

/** Gives the program a command that writes completions, and the one that completions ask while somebody types. */
export function withCompletion(root: Command, write: (line: string) => void): void {
  const completions = tab(root, { completionCommandName: 'completion' });
  // The library never leaves anything to the shell, which alone knows how to complete names of files.
  let directive = directives.noFiles;
  Object.defineProperty(completions, 'directive', { get: () => directive, set: () => {} });
  const leaveToShell = () => {
    directive = directives.files;
  };
  for (const [path, command] of everyCommand(root)) {
    const known = completions.commands.get(path);
    for (const argument of known?.arguments.values() ?? []) {
      if (namesAFile.test(argument.name)) argument.handler = leaveToShell;
    }
    for (const { long, flags } of command.options) {
      const option = known?.options.get(long?.slice(2) ?? '');
      if (option !== undefined && namesAFile.test(flags.split(' ').at(-1)!)) option.handler = leaveToShell;
    }
  }
  root.commands
    .find((command) => command.name() === 'completion')
    ?.hook('postAction', (_, { args: [shell] }) => {
      // What bash does where nothing was offered is said when a function is registered.
      if (shell === 'bash') write('complete -o default -F __grantline_complete grantline');
    });
}

function* everyCommand(command: Command, above: readonly string[] = []): Generator<[string, Command]> {
  for (const child of command.commands) {
    const path = [...above, child.name()];
    yield [path.join(' '), child];
    yield* everyCommand(child, path);
  }
}
