import type { Ref } from '#client/commands.js';
import { Argument, Command, Option } from 'commander';
import { momentOf, organizationOf, withOpen } from '../../asking.js';
import { exitCodes } from '../../exit-codes.js';
import {
  type MomentOptions,
  type OrganizationOptions,
  ref,
  withMoment,
  withOrganization,
} from '../../options.js';
import type { Session } from '../../session.js';
import type { Exported, ExportRequest } from '../../sources/source.js';
import { Progress } from '../../terminal/progress.js';

type ExportOptions = OrganizationOptions &
  MomentOptions & {
    readonly format: ExportRequest['format'];
    readonly resource?: Ref;
    readonly file?: string;
  };

/** Everything, for whoever checks it elsewhere. */
export function exportCommand(session: Session): Command {
  return withMoment(
    withOrganization(
      new Command('export')
        .description(
          'Everything for an auditor: who holds what, who can do what, or the trail, with a manifest',
        )
        .addArgument(
          new Argument(
            '[content]',
            'roles and levels people hold, permissions they have in effect, or the trail',
          )
            .choices(['holdings', 'permissions', 'trail'])
            .default('holdings'),
        )
        .addOption(
          new Option('--format <format>', 'ocsf is for the trail')
            .choices(['csv', 'jsonl', 'ocsf'])
            .default('jsonl'),
        )
        .option('--resource <resource>', 'permissions on this resource and everything below it only', ref)
        .option('--file <file>', 'write to a file that does not exist yet, with the manifest beside it'),
    ),
  ).action((content: ExportRequest['content'], options: ExportOptions) =>
    withOpen(session, options, async (source) => {
      const { format, resource, file } = options;
      const request = { content, format, resource, ...momentOf(session, options) };
      const exported = await source.export(organizationOf(options), request);
      if (file === undefined) {
        await print(session, exported);
      } else {
        const { saveExport } = await import('./save.js');
        session.output.note(await saveExport(file, exported, new Progress(session.output)));
      }
      return exitCodes.ok;
    }),
  );
}

/** Where the manifest has no room among the records it goes to standard error. */
async function print({ output }: Session, exported: Exported): Promise<void> {
  for await (const bytes of exported) await output.write(bytes);
  const { manifest } = exported;
  if (manifest !== undefined && manifest.format !== 'jsonl') output.note(JSON.stringify({ manifest }));
}
