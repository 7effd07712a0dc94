import type { LedgerEvent } from '#events/event.js';
import type { z } from 'zod';
import type { Caller } from '../context.js';
import type { Command, CommandType, commands } from '../schema.js';
import { parseRequest } from '../request.js';

/** A command as it is written in a spec: `{AssignRole: {user: 'dev', role: 'viewer'}}`. */
export type Order = {
  [T in CommandType]: { readonly [K in T]: z.input<(typeof commands)[T]> };
}[CommandType];

/** An event as it is written in a spec: `{RoleRevoked: {person: 1, role: 'viewer', place: 'group:sales'}}`. */
export type Fact = {
  [T in LedgerEvent['type']]: { readonly [K in T]: Extract<LedgerEvent, { type: T }>['data'] };
}[LedgerEvent['type']];

/** Who sends a command: a person by user id, the operator, or a service by what its key covers. */
export type Sender = string | { readonly service: readonly string[] };

export const operator = 'operator:root';

/** Reads an order as one that was sent. */
export function commandOf(order: Order): Command {
  const [type, data] = entryOf(order);
  return parseRequest({ commands: [{ type, data }] }).commands[0]!;
}

export function eventOf(fact: Fact): LedgerEvent {
  const [type, data] = entryOf(fact);
  return { type, data } as LedgerEvent; // `Fact` has one entry, and it is an event by type.
}

export function callerOf(sender: Sender, find: (user: string) => number | undefined): Caller {
  if (typeof sender !== 'string') {
    const { service } = sender;
    return { kind: 'exempt', actor: 'service:crm', covers: (command) => service.includes(command) };
  }
  if (sender === operator) return { kind: 'exempt', actor: operator, covers: () => true };
  return { kind: 'person', user: sender, person: find(sender) };
}

function entryOf(object: object): [string, unknown] {
  const [entry] = Object.entries(object);
  return entry!;
}
