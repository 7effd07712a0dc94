import { z } from 'zod';
import { codes, type Code } from '#model/errors.js';
import { commands, events, reasons, steps } from './names.js';

/** The format of the authorization cases; `README.md` tells it as a story. */

/** A rule of the five products (`OCP-14`) or the reading chosen where a rule is ambiguous (`A-OCP-1`). */
export const rule = z.string().regex(/^(A-)?(OCP|OMN|CRE|JAI|POR)-[1-9]\d*$/);

/** Keys and values that must be there; more may be. Objects inside are subsets too, lists are complete and in order. */
const subset = z.record(z.string(), z.unknown());

/** An object with exactly one key: its name, and what stands behind it. */
const named = <Name extends z.ZodType<string>, Value extends z.ZodType>(name: Name, value: Value) =>
  z.partialRecord(name, value).refine((entry) => Object.keys(entry).length === 1, 'one name an entry');

/** `{AssignRole: {user: dev, ...}}`. The data is free, so that a case can send what is malformed. */
const command = named(z.enum(commands), subset);

const code = z.enum(Object.keys(codes) as [Code, ...Code[]]);
const permission = z.string();
const ref = z.string();
const user = z.string();

/** `ana` is a person, `operator` the platform's staff, `service:crm` a service with the capabilities beside it. */
const caller = z.string();

const instant = z.iso.datetime();

/** The name of a mark, a revision or a time. */
const moment = z.union([z.string(), z.int().nonnegative()]);

/** A case's own model, written out in the language of `models/`. */
const document = z.looseObject({ schema: z.literal('access-model/1'), name: z.string(), version: z.int() });

const organization = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Of the shipped model; default 1. */
  version: z.int().optional(),
  admin: z.strictObject({ user, email: z.string().optional(), role: z.string() }),
  resources: z.array(z.strictObject({ ref, parent: ref, name: z.string().optional() })).optional(),
});

const link = z.enum(steps);

/** A link of a chain: its kind, or its kind with who made it and at which mark or revision. */
const step = z.union([
  link,
  z.strictObject({ kind: link, actor: caller.optional(), revision: moment.optional() }),
]);

const hiding = z.union([
  z.enum(reasons),
  z.strictObject({ code: z.enum(reasons), role: z.string().optional(), level: z.string().optional() }),
]);

/** When and where a question is asked, and by whom (default: the operator). */
const circumstances = {
  /** Another organization than the file's. */
  in: z.string().optional(),
  by: caller.optional(),
  capabilities: z.array(z.string()).optional(),
  /** The clock, for this question alone. */
  at: instant.optional(),
  /** The past that is asked about. */
  asOf: moment.optional(),
  refused: code.optional(),
};

const sorted = (names: z.ZodString) =>
  z
    .array(names)
    .refine((list) => list.every((name, index) => index === 0 || list[index - 1]! < name), 'not sorted');

/** What one user may do at one resource. */
const permissions = z
  .strictObject({
    user,
    on: ref,
    /** Parent of a resource that is not registered. */
    parent: ref.optional(),
    allow: z.array(permission).optional(),
    deny: z.array(permission).optional(),
    /** All the user may do there, sorted: every other permission of the model denies. */
    exactly: sorted(permission).optional(),
    /** Areas (`miniapps` of `miniapps.edit_app`) that `exactly` speaks of; default all. */
    of: z.array(z.string()).optional(),
    reason: z.record(permission, z.enum(reasons)).optional(),
    /** By permission, all chains that allow it, in any order. */
    because: z.record(permission, z.array(z.array(step))).optional(),
    /** By permission, everything that hides it, in any order. */
    hidden: z.record(permission, z.array(hiding)).optional(),
    ...circumstances,
  })
  .refine(
    ({ refused, allow, deny, reason }) => refused === undefined || (allow ?? deny ?? reason) !== undefined,
    'a question that is refused names a permission, too',
  );

/** Everyone who may do something at a resource, sorted. */
const subjects = z.strictObject({
  who: permission,
  on: ref,
  parent: ref.optional(),
  are: sorted(user).optional(),
  ...circumstances,
});

/** A page of the query API, `GET` below the organization: `users?status=active`. */
const query = z.strictObject({
  query: z.string(),
  /** Every item of the list, in order. */
  items: z.array(subset).optional(),
  /** These items are in the list. */
  contains: z.array(subset).optional(),
  /** No item of the list looks like these. */
  lacks: z.array(subset).optional(),
  /** The answer that is not a list. */
  answer: subset.optional(),
  ...circumstances,
});

const check = z.union([permissions, subjects, query]);

/** One request: a command, or several that happen together or not at all. */
const request = z.strictObject({
  /** Another organization than the file's. */
  in: z.string().optional(),
  by: caller.optional(),
  capabilities: z.array(z.string()).optional(),
  /** The clock from here on. */
  at: instant.optional(),
  do: z.union([command, z.array(command).min(1)]),
  refused: code.optional(),
  /** All events in order: their type, or their type with data that must be in them. */
  events: z.array(z.union([z.enum(events), named(z.enum(events), subset)])).optional(),
  /** All warnings in order. */
  warnings: z.array(z.string()).optional(),
  /** A name for the revision after this request. */
  mark: z.string().optional(),
  /** Checks between this request and the next. */
  // oxlint-disable-next-line unicorn/no-thenable -- given, when, then are the words of the format
  then: z.array(check).optional(),
});

const story = z.strictObject({
  name: z.string(),
  rules: z.array(rule),
  /** More commands of the operator, after the file's. */
  given: z.array(command).optional(),
  when: z.array(request).optional(),
  /** Checks at the end. */
  // oxlint-disable-next-line unicorn/no-thenable -- given, when, then are the words of the format
  then: z.array(check).optional(),
});

export const caseFile = z.strictObject({
  /** One of `models/`, or a document of the file's own. */
  model: z.union([z.string(), document]),
  /** Documents that are published besides. */
  publish: z.array(document).optional(),
  organization,
  /** What the operator does before every case; each command must succeed. */
  given: z.array(command).optional(),
  cases: z.array(story).min(1),
});

/** Rules that no case shows, each with the reason. */
export const coverage = z.strictObject({ withoutCase: z.record(rule, z.string()) });

export type CaseFile = z.infer<typeof caseFile>;
export type Case = z.infer<typeof story>;
export type Request = z.infer<typeof request>;
export type Command = z.infer<typeof command>;
export type Check = z.infer<typeof check>;
export type PermissionsCheck = z.infer<typeof permissions>;
export type SubjectsCheck = z.infer<typeof subjects>;
export type QueryCheck = z.infer<typeof query>;
