import type { ModelChange } from '#model/change.js';
import type { ModelDocument } from '#model/document.js';
import { Command } from 'commander';
import { exitCodes } from '../../exit-codes.js';
import { type JsonOption, withJson, withService } from '../../options.js';
import type { Session } from '../../session.js';
import { type ServiceOptions, serviceClient } from '../../sources/service.js';
import { Table } from '../../terminal/table.js';
import { UsageError } from '../../usage-error.js';
import { readDocument } from './document.js';

type DiffOptions = ServiceOptions & JsonOption;

export function modelDiffCommand(session: Session): Command {
  return withJson(
    withService(
      new Command('diff')
        .description('What differs between two documents; ends with 1 where something does')
        .argument('<from>', 'a file, or a published version such as ocp@1')
        .argument('<to>', 'the same'),
    ),
  ).action(async (from: string, to: string, options: DiffOptions) => {
    const { modelChanges } = await import('#model/change.js');
    const [older, newer] = [await documentOf(session, from, options), await documentOf(session, to, options)];
    const changes = modelChanges(older, newer);
    if (options.json) await session.output.lines(changes.map((change) => JSON.stringify(change)));
    else await new Table<ModelChange>(session.output, columns).rows(changes);
    session.exitCode = changes.length === 0 ? exitCodes.ok : exitCodes.no;
  });
}

const columns = [
  ['change', ({ change }: ModelChange) => change],
  ['what', ({ what }: ModelChange) => what],
  ['facet', ({ facet }: ModelChange) => facet],
  ['name', ({ name }: ModelChange) => name],
] as const;

/** A file, unless it is called like a published version and there is no file of that name. */
async function documentOf(session: Session, where: string, options: DiffOptions): Promise<ModelDocument> {
  const [, name, version] = /^([A-Za-z][A-Za-z0-9_.-]*)@(\d{1,9})$/.exec(where) ?? [];
  if (name !== undefined) {
    const client = await serviceClient(options);
    const { document } = await client.model(name, Number(version), { signal: session.signal });
    // What is published was valid.
    return document as ModelDocument;
  }
  const { document, faults } = await readDocument(session, where);
  if (document !== undefined) return document;
  throw new UsageError(
    `\`${where}\` is not valid: ${faults[0]!.detail}; \`grantline model validate\` tells all of it`,
  );
}
