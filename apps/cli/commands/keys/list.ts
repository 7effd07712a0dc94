import type { Key } from '#client/platform.js';
import { Command } from 'commander';
import { type JsonOption, withJson, withService } from '../../options.js';
import type { Session } from '../../session.js';
import { type ServiceOptions, serviceClient } from '../../sources/service.js';
import { Table } from '../../terminal/table.js';

export function keysListCommand({ output, signal }: Session): Command {
  return withJson(withService(new Command('list').description('API keys, without their secrets'))).action(
    async (options: ServiceOptions & JsonOption) => {
      const client = await serviceClient(options);
      const keys = await client.keys({ signal });
      if (options.json) return output.lines(keys.map((key) => JSON.stringify(key)));
      await new Table<Key>(output, [
        ['id', ({ id }) => id],
        ['name', ({ name }) => name],
        ['organizations', ({ organizations }) => [organizations].flat().join(', ')],
        ['capabilities', ({ capabilities }) => capabilities.join(', ')],
        ['created', ({ createdOn }) => createdOn],
        ['by', ({ createdBy }) => createdBy],
      ]).rows(keys);
    },
  );
}

export function keysDeleteCommand({ output, signal }: Session): Command {
  return withService(
    new Command('delete')
      .description('Ends an API key at once')
      .argument('<id>', 'id of the key, as `keys list` has it'),
  ).action(async (id: string, options: ServiceOptions) => {
    const client = await serviceClient(options);
    await client.deleteKey(id, { signal });
    output.note(`deleted ${id}`);
  });
}
