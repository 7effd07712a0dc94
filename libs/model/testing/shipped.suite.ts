// oxlint-disable-next-line import/no-nodejs-modules -- specs read the models that ship with the service
import { readFileSync } from 'node:fs';
import { CompiledModel } from '../compiled.js';
import type { ModelDocument } from '../document.js';
import { DomainError, type Fault } from '../errors.js';
import { parseModelText } from '../read.js';
import { parseModel } from '../validate.js';

export const shippedNames = ['create', 'jaicp', 'ocp', 'omniata', 'portal'] as const;
export type ShippedName = (typeof shippedNames)[number];

export function shippedText(name: ShippedName): string {
  return readFileSync(`models/${name}.yaml`, 'utf8');
}

/** The document, read once. */
export function shipped(name: ShippedName): ModelDocument {
  let document = documents.get(name);
  if (document === undefined) documents.set(name, (document = parseModelText(shippedText(name))));
  return document;
}

const documents = new Map<ShippedName, ModelDocument>();

export function compiled(name: ShippedName): CompiledModel {
  return new CompiledModel(shipped(name));
}

/** By JSON Pointer: the value to put there, `undefined` to take the member away. */
export type Edits = Readonly<Record<string, unknown>>;

/** A copy of the document with these edits. Maps that are missing on the way are made. */
export function edited(document: unknown, edits: Edits): unknown {
  const copy: unknown = structuredClone(document);
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split('/').slice(1);
    const last = steps.pop()!;
    const owner = steps.reduce<object>((at, step) => {
      const next: unknown = Reflect.get(at, step) ?? {};
      Reflect.set(at, step, next);
      return Object(next);
    }, Object(copy));
    if (value === undefined) Reflect.deleteProperty(owner, last);
    else Reflect.set(owner, last, structuredClone(value));
  }
  return copy;
}

/** What is wrong with a shipped document after these edits. */
export function faultsOf(name: ShippedName, edits: Edits): readonly Fault[] {
  return faultsIn(() => parseModel(edited(shipped(name), edits)));
}

export function faultsIn(attempt: () => unknown): readonly Fault[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.faults;
    throw error;
  }
}
