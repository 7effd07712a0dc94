import { type Code, DomainError } from '#model/errors.js';
import { closestMatch } from 'leven';
import { z } from 'zod';
import { type Command, commandSchema, commandTypes } from './schema.js';
import { faultsOf } from './schema/faults.js';
import { findPrototype } from './schema/prototype.js';
import { prose, text } from './schema/text.js';

const commandsMax = 100;
const reasonMax = 1000;
/** So many letters of a command's name may be wrong for us to guess what was meant. */
const typingErrors = 4;

/** Commands that take effect together or not at all. */
export type CommandRequest = {
  /** At least one; `CreateOrganization` can only be the first. */
  readonly commands: readonly Command[];
  /** Refuse unless the ledger still ends at this revision. */
  readonly expectedRevision?: number;
  /** Answer with what would happen, and write nothing. */
  readonly dryRun?: boolean;
  /** Why, in the caller's words. */
  readonly reason?: string;
};

const known: ReadonlySet<string> = new Set(commandTypes);

const knownType = text((type) => {
  if (known.has(type)) return undefined;
  const meant = closestMatch(type.slice(0, 64), commandTypes, { maxDistance: typingErrors });
  const hint = meant === undefined ? 'choose one that `/openapi.json` lists' : `did you mean \`${meant}\``;
  return { code: 'UNKNOWN_COMMAND', says: `is no command, ${hint}` };
});

const [first, ...others] = commandTypes.map(commandSchema);
const listed: z.ZodType = z.discriminatedUnion('type', [first!, ...others]);
const command = z
  .looseObject({ type: knownType })
  // A list made at run time has lost its types; what its schemas give is a command by the definition of `Command`.
  .pipe(listed as z.ZodType<Command, { type: string }>);

const request = z.strictObject({
  commands: z
    .array(command)
    .min(1)
    .check(({ value: commands, issues }) => {
      commands.forEach(({ type }, index) => {
        if (type !== 'CreateOrganization' || index === 0) return;
        const message = '`CreateOrganization` begins a ledger, put it first';
        issues.push({
          code: 'custom',
          input: type,
          path: [index, 'type'],
          params: { code: 'MALFORMED' },
          message,
        });
      });
    }),
  expectedRevision: z.int().min(0).exactOptional(),
  dryRun: z.boolean().exactOptional(),
  reason: prose(reasonMax).exactOptional(),
});

/**
 * Reads the body of a request for commands, as parsed from JSON. What can be seen without the organization is refused
 * here: a DomainError with the code of the first fault, by command and then by field, and with all faults found.
 */
export function parseRequest(body: unknown): CommandRequest {
  refuseUnread(body);
  const result = request.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  const faults = faultsOf(result.error);
  throw new DomainError(faults[0]!.code, faults[0]!.detail, faults);
}

/** What is not worth reading: the work that such a body costs must not grow with what it holds. */
function refuseUnread(body: unknown): void {
  const refuse = (code: Code, path: string, detail: string) => {
    throw new DomainError(code, detail, [{ path, code, detail }]);
  };
  const commands =
    typeof body === 'object' && body !== null && 'commands' in body ? body.commands : undefined;
  if (Array.isArray(commands) && commands.length > commandsMax) {
    const detail = `${commands.length} commands are too many, send at most ${commandsMax} in one request`;
    refuse('BATCH_TOO_LARGE', '/commands', detail);
  }
  const prototype = findPrototype(body);
  if (prototype !== undefined) {
    refuse('MALFORMED', prototype, '`__proto__` cannot be used as a name, choose another');
  }
}
