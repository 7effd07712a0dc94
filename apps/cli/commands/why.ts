import type { Ref } from '#client/commands.js';
import { Command } from 'commander';
import { askAbout, momentOf } from '../asking.js';
import type { Session } from '../session.js';
import { chainLines, hiddenLines } from './chains.js';
import { type CheckOptions, withCheck } from './check.js';
import { verdictCode, verdictLine } from './verdict.js';

/** Why may this user do that, or why not? */
export function whyCommand(session: Session): Command {
  const { output } = session;
  return withCheck(new Command('why'))
    .description(
      'Why a user has a permission on a resource or has it not: every chain of facts, with who made it so',
    )
    .action((user: string, permission: string, resource: Ref, options: CheckOptions) =>
      askAbout(session, options, async (organization) => {
        const question = { user, permission, resource, parent: options.parent };
        const explanation = await organization.explain(question, momentOf(session, options));
        const { allowed: decision, reason, revision, because, hidden } = explanation;
        if (options.json) {
          await output.json({ decision, reason, revision, because, hidden });
        } else {
          await output.line(verdictLine(output, explanation));
          if (because.length > 0) await output.lines(['because', ...chainLines(output, because)]);
          if (hidden.length > 0) await output.lines(['hidden', ...hiddenLines(output, hidden)]);
          if (reason === undefined) output.note('why is not told to whoever asks');
        }
        return verdictCode(explanation);
      }),
    );
}
