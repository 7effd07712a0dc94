import { type Fault, GrantlineError } from './error.js';

const second = 1_000;
/** What a gateway says that has nobody behind it. */
const nobodyBehind: readonly number[] = [502, 503, 504];

/** What an answer that is no success says, read from its problem document (RFC 9457). */
export async function problemOf(response: Response): Promise<GrantlineError> {
  const { status } = response;
  const said = objectOf(await response.text());
  const about = {
    status,
    requestId: requestIdOf(response),
    retryAfter: retryAfterOf(response),
    revision: revisionOf(response),
  };
  if (said !== undefined && typeof said['code'] === 'string') {
    const { code, detail, errors } = said;
    return new GrantlineError({ ...about, code, detail: String(detail), faults: faultsOf(errors) });
  }
  if (nobodyBehind.includes(status)) {
    return new GrantlineError({
      ...about,
      code: 'UNREACHABLE',
      detail: `the way to Grantline ends with ${status}`,
    });
  }
  return unreadable(
    response,
    `an answer ${status} without a code came back, is this the address of Grantline?`,
  );
}

/** An answer that is not what Grantline answers; nothing follows from it. */
export function unreadable(response: Response, detail: string, cause?: unknown): GrantlineError {
  const { status } = response;
  return new GrantlineError({ code: 'UNREADABLE', detail, status, requestId: requestIdOf(response), cause });
}

/** The same of what was already taken out of its response. */
export function notGrantline(what: string): GrantlineError {
  return new GrantlineError({ code: 'UNREADABLE', detail: `${what}, is this the address of Grantline?` });
}

export function unreachable(cause: unknown, requestId?: string): GrantlineError {
  const detail = `Grantline cannot be reached: ${reasonOf(cause)}`;
  return new GrantlineError({ code: 'UNREACHABLE', detail, requestId, cause });
}

/** The signal of the caller ended the call. */
export function aborted({ reason }: AbortSignal, requestId?: string): GrantlineError {
  return new GrantlineError({
    code: 'ABORTED',
    detail: 'the caller ended the call',
    requestId,
    cause: reason,
  });
}

/** `fetch` says no more than that it failed; what it failed of is its cause. An error may be of another realm. */
function reasonOf(error: unknown): string {
  const { cause, message, code }: { cause?: unknown; message?: unknown; code?: unknown } = Object(error);
  return cause === undefined ? String(message || code || error) : reasonOf(cause);
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function faultsOf(errors: unknown): readonly Fault[] {
  // That its entries are faults is the contract of the service.
  return Array.isArray(errors) ? (errors as readonly Fault[]) : [];
}

function requestIdOf({ headers }: Response): string | undefined {
  return headers.get('x-request-id') ?? undefined;
}

/** Revision that an answer about an organization was given at. */
export function revisionOf({ headers }: Response): number | undefined {
  const given = headers.get('grantline-revision');
  return given !== null && /^\d+$/.test(given) ? Number(given) : undefined;
}

/** Seconds, which the header gives as such or as a date. */
function retryAfterOf({ headers }: Response): number | undefined {
  const given = headers.get('retry-after');
  if (given === null) return undefined;
  const seconds = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - Date.now()) / second;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
