import { faultsOf, telling } from '#commands/schema/faults.js';
import { DomainError } from '#model/errors.js';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

/** Reads what a decorator gives a schema for, as in `@Body({ schema })`. */
@Injectable()
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    // Every schema in this service is one of zod, which says more about a fault than the standard interface does.
    return schema === undefined ? value : read(schema as z.ZodType, value);
  }
}

/** @throws DomainError with every fault, its code that of the first */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value, telling);
  if (error === undefined) return data;
  const faults = faultsOf(error);
  throw new DomainError(faults[0]!.code, faults[0]!.detail, faults);
}
