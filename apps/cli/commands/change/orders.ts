import type { Command } from '#client/commands.js';
import { parseRequest } from '#commands/request.js';
import { DomainError } from '#model/errors.js';
import { parseYaml, placeText } from '#model/yaml/parse.js';
import { readInput, standardInput } from '../../files.js';
import type { Session } from '../../session.js';
import { UsageError } from '../../usage-error.js';

/** Commands to be carried out together, as a file has them: what the service takes as JSON, in YAML. */
export type Orders = {
  readonly commands: readonly Command[];
  readonly reason?: string;
  readonly expectedRevision?: number;
};

/**
 * Reads commands from a file. What can be seen without the organization is told here, with line and column.
 *
 * @throws UsageError
 */
export async function readOrders(session: Session, path: string): Promise<Orders> {
  const file = path === standardInput ? 'standard input' : path;
  const text = parsed(file, new TextDecoder().decode(await readInput(session, path)));
  try {
    parseRequest(text.value);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, detail, faults } = error;
    throw unusable(
      file,
      (faults.length > 0 ? faults : [{ path: '', code, detail }]).map((fault) => {
        const position = text.at(fault.path);
        const place = position === undefined ? '' : placeText(position);
        return `${fault.path} ${fault.code}: ${fault.detail}${place}`.trimStart();
      }),
    );
  }
  // As it was written: the service reads it once more, and it was found to be commands.
  const { commands, reason, expectedRevision } = text.value as Orders;
  return {
    commands,
    ...(reason !== undefined && { reason }),
    ...(expectedRevision !== undefined && { expectedRevision }),
  };
}

function parsed(file: string, text: string): ReturnType<typeof parseYaml> {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { detail, faults } = error;
    throw unusable(file, faults.length > 0 ? faults.map(({ detail }) => detail) : [detail]);
  }
}

function unusable(file: string, faults: readonly string[]): UsageError {
  return new UsageError(`${file} cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}
