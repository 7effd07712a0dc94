import { Command } from 'commander';
import { readInput } from '../../files.js';
import { type JsonOption, withJson, withService } from '../../options.js';
import type { Session } from '../../session.js';
import { type ServiceOptions, serviceClient } from '../../sources/service.js';
import { Table } from '../../terminal/table.js';

type ServiceAndJson = ServiceOptions & JsonOption;

export function modelPublishCommand(session: Session): Command {
  return withJson(
    withService(
      new Command('publish')
        .description('Publishes a document; a published version never changes')
        .argument('<file>', 'the document, or - for standard input'),
    ),
  ).action(async (path: string, options: ServiceAndJson) => {
    const client = await serviceClient(options);
    const text = new TextDecoder().decode(await readInput(session, path));
    const model = await client.publishModel(text, { signal: session.signal });
    if (options.json) await session.output.json(model);
    else await session.output.line(`published ${model.name}@${model.version} (${model.hash})`);
  });
}

export function modelListCommand(session: Session): Command {
  return withJson(withService(new Command('list').description('Published models'))).action(
    async (options: ServiceAndJson) => {
      const client = await serviceClient(options);
      const models = await client.models({ signal: session.signal });
      if (options.json) return session.output.lines(models.map((model) => JSON.stringify(model)));
      const columns = [
        ['name', ({ name }: { name: string }) => name],
        ['version', ({ version }: { version: number }) => version],
        ['hash', ({ hash }: { hash: string }) => hash],
      ] as const;
      await new Table<(typeof models)[number]>(session.output, columns).rows(models);
    },
  );
}
