import type { z } from 'zod';
import { assignmentCommands } from './schema/assignments.js';
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
