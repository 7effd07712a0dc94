import { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { type JsonOption, withJson, withService } from '../options.js';
import type { Session } from '../session.js';
import { type ServiceOptions, serviceClient } from '../sources/service.js';
import { UsageError } from '../usage-error.js';

type CreateOptions = ServiceOptions &
  JsonOption & {
    readonly name: string;
    readonly model: string;
    readonly admin: string;
    readonly adminEmail?: string;
    readonly role: string;
    readonly reason?: string;
  };

export function orgCreateCommand(session: Session): Command {
  return withJson(
    withService(
      new Command('create')
        .description('Creates an organization with its first administrator')
        .argument('<organization>', 'its id: lower-case letters, digits and `-`')
        .requiredOption('--name <name>', 'its name')
        .requiredOption('--model <model>', 'its access model: `ocp`, or `ocp@1` for one version of it')
        .requiredOption('--admin <user>', 'id of the first administrator')
        .requiredOption('--role <role>', 'role of the first administrator')
        .option('--admin-email <address>', 'where mail to the first administrator goes')
        .option('--reason <text>', 'why, for the trail'),
    ),
  ).action(async (id: string, options: CreateOptions) => {
    const client = await serviceClient(options);
    const { signal, output } = session;
    const model = await modelOf(options.model, () => client.models({ signal }));
    const { name, admin: user, adminEmail: email, role, reason } = options;
    const admin = { user, role, ...(email !== undefined && { email }) };
    const command = { type: 'CreateOrganization', data: { name, model, admin } } as const;
    const { revision } = await client
      .organization(id)
      .send(command, { signal, ...(reason !== undefined && { reason }) });
    if (options.json) await output.json({ organization: id, revision, model });
    else await output.line(`created ${id} on ${model.name}@${model.version}, at revision ${revision}`);
    session.exitCode = exitCodes.ok;
  });
}

type ModelName = { readonly name: string; readonly version: number };

/** The model that is named, in its newest version where none is. */
async function modelOf(text: string, published: () => Promise<readonly ModelName[]>): Promise<ModelName> {
  const [name = '', version] = text.split('@');
  if (version !== undefined) {
    if (/^\d{1,9}$/.test(version)) return { name, version: Number(version) };
    throw new UsageError(`\`${text}\` is no model, write it as \`ocp\` or \`ocp@1\``);
  }
  const models = await published();
  const versions = models.filter((model) => model.name === name).map(({ version }) => version);
  if (versions.length > 0) return { name, version: Math.max(...versions) };
  const known = [...new Set(models.map(({ name }) => name))].join(', ');
  throw new UsageError(`there is no model \`${name}\`, the service has ${known}`);
}
