import { type Code, codes, DomainError, type Fault } from '#model/errors.js';
import { OutcomeUnknown, RevisionConflict, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';

/** An error as RFC 9457 has it. `instance` names the request, as the log does. */
export type Problem = {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: Code;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly Fault[];
};

export const problemType = 'application/problem+json; charset=utf-8';

/** Seconds after which it is worth trying again, where an answer does not know better. */
const retryAfter = 1;

/** Every error as a refusal: ours as they are, others as the code that says what the caller can do about them. */
export function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (
    error instanceof StoreUnavailable ||
    error instanceof OutcomeUnknown ||
    error instanceof RevisionConflict
  ) {
    return new DomainError('STORE_UNAVAILABLE', 'the store cannot be used at the moment, try again later');
  }
  if (error instanceof StoreCorrupt) {
    return new DomainError('STORE_UNAVAILABLE', 'the store cannot be trusted, an operator has to look at it');
  }
  const known = error instanceof Error && 'code' in error ? ofFastify.get(error.code) : undefined;
  if (known !== undefined) return new DomainError(...known);
  switch (statusOf(error)) {
    case 404:
      return new DomainError('NOT_FOUND', 'there is nothing at this path, see `/openapi.json`');
    case 413:
      return tooLarge;
    case 415:
      return unsupported;
    case 400:
    case 414:
      return new DomainError('MALFORMED', 'the request cannot be read, see `/openapi.json`');
    default:
      return new DomainError(
        'INTERNAL',
        'something went wrong here; the log has it under the id of this request',
      );
  }
}

export function problem({ code, detail, faults }: DomainError, request: string): Problem {
  const status = codes[code];
  return {
    type: 'about:blank',
    title: STATUS_CODES[status]!,
    status,
    code,
    detail,
    instance: `urn:grantline:request:${request}`,
    ...(faults.length > 0 && { errors: faults }),
  };
}

/** Headers that go with a refusal. */
export function headersOf({ code }: DomainError): Readonly<Record<string, string>> {
  switch (codes[code]) {
    case 401:
      return { 'www-authenticate': 'Bearer realm="grantline"' };
    case 429:
    case 503:
      return { 'retry-after': String(retryAfter) };
    default:
      return {};
  }
}

const tooLarge = new DomainError('TOO_LARGE', 'the body is larger than 1 MiB, send less at once');
const unsupported = new DomainError('UNSUPPORTED_MEDIA_TYPE', 'send the body as `application/json`');

const ofFastify: ReadonlyMap<unknown, readonly [Code, string]> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', [tooLarge.code, tooLarge.detail]],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', [unsupported.code, unsupported.detail]],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', ['MALFORMED', 'the body is not as long as `Content-Length` says']],
  ['FST_ERR_BAD_URL', ['MALFORMED', 'the path is not percent-encoded UTF-8']],
  ['FST_ERR_MAX_PARAM_LENGTH', ['MALFORMED', 'a part of the path is longer than any id']],
]);

function statusOf(error: unknown): unknown {
  if (error instanceof HttpException) return error.getStatus();
  return error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
}
