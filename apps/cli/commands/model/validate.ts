import { Command } from 'commander';
import { exitCodes } from '../../exit-codes.js';
import { type JsonOption, withJson } from '../../options.js';
import type { Session } from '../../session.js';
import { printFaults, readDocument } from './document.js';

export function modelValidateCommand(session: Session): Command {
  return withJson(
    new Command('validate')
      .description('Whether a document can be published; every fault with its line and column')
      .argument('<file>', 'the document, or - for standard input'),
  ).action(async (path: string, { json = false }: JsonOption) => {
    const { document, faults } = await readDocument(session, path);
    if (document === undefined) {
      await printFaults(session, path, faults, json);
      if (!json) session.output.note(`${faults.length} wrong`);
      session.exitCode = exitCodes.no;
      return;
    }
    const { modelHash } = await import('#model/hash.js');
    const { name, version } = document;
    const hash = modelHash(document);
    if (json) await session.output.json({ name, version, hash });
    else await session.output.line(`${name}@${version} is valid (${hash})`);
  });
}
