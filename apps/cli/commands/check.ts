import type { Ref } from '#client/commands.js';
import { Command } from 'commander';
import { askAbout, momentOf, type QuestionOptions, withQuestion } from '../asking.js';
import { ref } from '../options.js';
import type { Session } from '../session.js';
import { verdictCode, verdictLine } from './verdict.js';

export type CheckOptions = QuestionOptions & { readonly parent?: Ref };

export function withCheck(command: Command): Command {
  return withQuestion(
    command
      .argument('<user>', 'id of the user')
      .argument('<permission>', 'name of the permission')
      .argument('<resource>', 'the resource, as type:id', ref)
      .option('--parent <resource>', 'where a resource lies that is not registered', ref),
  );
}

/** May this user do that? */
export function checkCommand(session: Session): Command {
  const { output } = session;
  return withCheck(new Command('check'))
    .description('Whether a user has a permission on a resource; ends with 0 for yes and 1 for no')
    .action((user: string, permission: string, resource: Ref, options: CheckOptions) =>
      askAbout(session, options, async (organization) => {
        const question = { user, permission, resource, parent: options.parent };
        const explanation = await organization.explain(question, momentOf(session, options));
        const { allowed: decision, reason, revision } = explanation;
        if (options.json) await output.json({ decision, reason, revision });
        else await output.line(verdictLine(output, explanation));
        return verdictCode(explanation);
      }),
    );
}
