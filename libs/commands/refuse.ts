import { DomainError, type Code } from '#model/errors.js';

export function refuse(code: Code, detail: string): never {
  throw new DomainError(code, detail);
}
