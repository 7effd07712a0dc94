import type { Capability } from '#client/platform.js';
import { Command } from 'commander';
import { each, type JsonOption, withJson, withService } from '../../options.js';
import type { Session } from '../../session.js';
import { type ServiceOptions, serviceClient } from '../../sources/service.js';
import { UsageError } from '../../usage-error.js';

type CreateOptions = ServiceOptions &
  JsonOption & {
    readonly for?: readonly string[];
    readonly forAll?: boolean;
    readonly can: readonly Capability[];
  };

export function keysCreateCommand({ output, signal }: Session): Command {
  return withJson(
    withService(
      new Command('create')
        .description('Makes an API key for a service, and tells its secret once')
        .argument('<name>', 'name of the service; two keys of one name may be valid at once, for rotation')
        .requiredOption(
          '--can <capability>',
          'check, search, read, audit, write, write:<Command>, act_for or sign_in; may be repeated',
          each,
        )
        .option('--for <organization>', 'an organization that the key reaches; may be repeated', each)
        .option('--for-all', 'the key reaches every organization'),
    ),
  ).action(async (name: string, options: CreateOptions) => {
    const { for: some = [], forAll = false, can: capabilities } = options;
    if (forAll === some.length > 0)
      throw new UsageError('say which organizations: --for one of them, or --for-all');
    const client = await serviceClient(options);
    const organizations = forAll ? '*' : some;
    const key = await client.createKey({ name, organizations, capabilities }, { signal });
    if (options.json) return output.json(key);
    output.note(`key ${key.id} of ${name}, told this once:`);
    await output.line(key.secret);
  });
}
