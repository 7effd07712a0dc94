import type { z } from 'zod';
import type { Commands } from '#client/commands.js';
import type { ClientCode, ServiceCode } from '#client/error.js';
import type { Capability as ClientCapability } from '#client/platform.js';
import type { commands } from '#commands/schema.js';
import type { Code } from '#model/errors.js';
import type { keyRequest } from '../../apps/access/keys/key-schema.js';

// The client may not import what the service takes, so its types are written by hand. That they say the same is held
// here, by the compiler alone: what differs stands in the error as the argument of `Nothing`.

type Nothing<_ extends never> = true;
type Different<A, B> = Exclude<A, B> | Exclude<B, A>;

type Capability = z.input<typeof keyRequest>['capabilities'][number];
type ServiceCommands = { [T in keyof typeof commands]: z.input<(typeof commands)[T]> };
type Either = keyof Commands & keyof ServiceCommands;

/** Paths of all fields, whatever else the types say of them. */
type Fields<T> = T extends readonly (infer Item)[]
  ? Fields<Item>
  : T extends object
    ? {
        [K in keyof T as string extends K ? never : K]-?: Path<K & string, NonNullable<T[K]>>;
      } extends infer P
      ? P[keyof P]
      : never
    : never;
type Path<K extends string, V> = K | `${K}/${Fields<V> & string}`;

/** The same without what the service does not ask for: read-only lists, refs that have a colon. */
type Plain<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { -readonly [K in keyof T]: Plain<T[K]> }
      : T;

export type Held = [
  Nothing<Different<keyof Commands, keyof ServiceCommands>>,
  Nothing<
    { [T in Either]: `${T}/${Different<Fields<Commands[T]>, Fields<ServiceCommands[T]>> & string}` }[Either]
  >,
  Nothing<{ [T in Either]: Plain<Commands[T]> extends Plain<ServiceCommands[T]> ? never : T }[Either]>,
  Nothing<Different<ServiceCode, Code>>,
  Nothing<ClientCode & Code>,
  Nothing<Different<ClientCapability, Capability>>,
];
