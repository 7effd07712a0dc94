import { DomainError, type Fault } from '#model/errors.js';
import { closestMatch } from 'leven';
import { z } from 'zod';
import { type Command, commandSchema, commandTypes } from './schema.js';
import { faultsOf, telling, tellingFirst } from './schema/faults.js';
import { survey } from './schema/survey.js';
import { prose, text } from './schema/text.js';

const commandsMax = 100;
const reasonMax = 1000;
/** So many letters of a command's name may be wrong for us to guess what was meant. */
const typingErrors = 4;
/** In a larger body we stop at the first fault: the work that a refusal costs must not grow with what is wrong. */
const valuesToTellAll = 10_000;

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
 * here: a DomainError with the code of the first fault, by command and then by field. All faults come with it; of a
 * body with more than 10,000 values only those that were found until the first one was certain.
 */
export function parseRequest(body: unknown): CommandRequest {
  const { values, fault } = survey(body);
  const unread = tooManyCommands(body) ?? fault;
  if (unread !== undefined) throw refusal([unread]);
  const result = request.safeParse(body, values > valuesToTellAll ? tellingFirst : telling);
  if (result.success) return result.data;
  throw refusal(faultsOf(result.error));
}

function tooManyCommands(body: unknown): Fault | undefined {
  const commands =
    typeof body === 'object' && body !== null && 'commands' in body ? body.commands : undefined;
  if (!Array.isArray(commands) || commands.length <= commandsMax) return undefined;
  const detail = `${commands.length} commands are too many, send at most ${commandsMax} in one request`;
  return { path: '/commands', code: 'BATCH_TOO_LARGE', detail };
}

function refusal(faults: readonly Fault[]): DomainError {
  const { code, detail } = faults[0]!;
  return new DomainError(code, detail, faults);
}
