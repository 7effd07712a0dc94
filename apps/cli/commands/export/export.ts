import { Argument, Command, Option } from 'commander';
import { momentOf, organizationOf, withOpen } from '../../asking.js';
import { exitCodes } from '../../exit-codes.js';
import { type MomentOptions, type OrganizationOptions, withMoment, withOrganization } from '../../options.js';
import type { Session } from '../../session.js';
import type { Exported, ExportRequest } from '../../sources/source.js';
import { Progress } from '../../terminal/progress.js';
import { trailFilterOf, type TrailFilterOptions, withTrailFilter } from '../../trail-filter.js';
import { UsageError } from '../../usage-error.js';

type ExportOptions = OrganizationOptions &
  MomentOptions &
  TrailFilterOptions & {
    readonly format: ExportRequest['format'];
    readonly type?: string;
    readonly file?: string;
  };

const content = new Argument('[content]', 'roles people hold, permissions they have in effect, or the trail')
  .choices(['holdings', 'permissions', 'trail'])
  .default('holdings');

const format = new Option('--format <format>', 'ocsf is for the trail')
  .choices(['csv', 'jsonl', 'ocsf'])
  .default('jsonl');

/** Everything, for whoever checks it elsewhere. */
export function exportCommand(session: Session): Command {
  const command = new Command('export')
    .description('Everything for an auditor: who holds what, who can do what, or the trail, with a manifest')
    .addArgument(content)
    .addOption(format)
    .option('--file <file>', 'write to a file that does not exist yet, with the manifest beside it');
  return withMoment(
    withOrganization(
      withTrailFilter(command).option('--type <type>', 'type of event, or of the command that was refused'),
    ),
  ).action((content: ExportRequest['content'], options: ExportOptions) =>
    withOpen(session, options, async (source) => {
      const request = { ...requestOf(content, options), ...momentOf(session, options) };
      const exported = await source.export(organizationOf(options), request);
      const { file } = options;
      if (file === undefined) {
        await print(session, exported, request.format);
      } else {
        const { saveExport } = await import('./save.js');
        session.output.note(await saveExport(file, exported, new Progress(session.output)));
      }
      return exitCodes.ok;
    }),
  );
}

function requestOf(content: ExportRequest['content'], options: ExportOptions): ExportRequest {
  const { format, type } = options;
  const { resource, ...filter } = trailFilterOf(options);
  const narrowed = { ...filter, ...(type !== undefined && { type }) };
  if (content !== 'trail' && Object.keys(narrowed).length > 0) {
    throw new UsageError('only the trail is narrowed by these options, and permissions by --resource');
  }
  return { content, format, resource, filter: narrowed };
}

/** Where the manifest has no room among the records it goes to standard error. */
async function print(
  { output }: Session,
  exported: Exported,
  format: ExportRequest['format'],
): Promise<void> {
  for await (const bytes of exported) await output.write(bytes);
  // JSON Lines have theirs as the last line.
  if (format === 'jsonl') return;
  const manifest = await exported.manifest();
  if (manifest !== undefined) output.note(JSON.stringify({ manifest }));
}
