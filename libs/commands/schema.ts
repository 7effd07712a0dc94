import { z } from 'zod';
import { assignmentCommands } from './schema/assignments.js';
import { examples } from './schema/examples.js';
import { memberCommands } from './schema/members.js';
import { organizationCommands } from './schema/organization.js';
import { resourceCommands } from './schema/resources.js';
import { roleCommands } from './schema/roles.js';

/** What each command takes. The one table: parsing, types and the published description all come from here. */
export const commands = {
  ...organizationCommands,
  ...memberCommands,
  ...roleCommands,
  ...assignmentCommands,
  ...resourceCommands,
} satisfies Record<string, z.ZodType>;

export type CommandType = keyof typeof commands;

/** Data of a command as it reads after parsing. */
export type CommandData<T extends CommandType> = z.output<(typeof commands)[T]>;

/** An order of one type, or of any of several. */
export type CommandOf<T extends CommandType> = T extends CommandType
  ? { readonly type: T; readonly data: CommandData<T> }
  : never;

export type Command = CommandOf<CommandType>;

// `Object.keys` forgets what it was given.
export const commandTypes = Object.keys(commands) as CommandType[];

/** One command as it is sent: its type and its data. */
export function commandSchema(type: CommandType) {
  const data = commands[type];
  return z.strictObject({ type: z.literal(type), data }).describe(data.description ?? '');
}

/**
 * JSON Schemas (2020-12) of the commands as they are sent, by type: `{type, data}` with a sentence for every field and
 * an example.
 */
export function commandSchemas(): Record<CommandType, z.core.JSONSchema.BaseSchema> {
  const schemas = commandTypes.map((type) => [type, published(type)]);
  // One entry for each type, by construction.
  return Object.fromEntries(schemas) as Record<CommandType, z.core.JSONSchema.BaseSchema>;
}

function published(type: CommandType): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(commandSchema(type), {
    io: 'input',
    override: ({ jsonSchema }) => {
      // The pattern of an instant says at length what the format says in a word.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  return { ...schema, examples: [{ type, data: examples[type] }] };
}
