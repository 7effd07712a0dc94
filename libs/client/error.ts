/** Codes that the service answers with. It may learn more of them. */
export type ServiceCode =
  | 'MALFORMED'
  | 'NAME_EMPTY'
  | 'NAME_TOO_LONG'
  | 'INVALID_ADDRESS'
  | 'INVALID_ID'
  | 'UNKNOWN_COMMAND'
  | 'UNKNOWN_TYPE'
  | 'UNKNOWN_FACET'
  | 'UNKNOWN_LEVEL'
  | 'UNKNOWN_SETTING'
  | 'FACET_NOT_ON_TYPE'
  | 'ONE_LEVEL_ONLY'
  | 'DUPLICATE_SCOPE'
  | 'NARROWING_TYPE_WRONG'
  | 'WRONG_PARENT'
  | 'EMPTY_OVERRIDE'
  | 'ADMIN_MISSING'
  | 'MODEL_INVALID'
  | 'TESTS_FAILED'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'SELF_CHANGE_FORBIDDEN'
  | 'GRANT_EXCEEDS_OWN'
  | 'NOT_FOUND'
  | 'UNKNOWN_ORGANIZATION'
  | 'UNKNOWN_RESOURCE'
  | 'ROLE_NOT_FOUND'
  | 'NOT_A_MEMBER'
  | 'MODEL_UNKNOWN'
  | 'METHOD_NOT_ALLOWED'
  | 'ORGANIZATION_EXISTS'
  | 'ORGANIZATION_CLOSED'
  | 'NOT_AVAILABLE_IN_MODEL'
  | 'CUSTOM_ROLES_DISABLED'
  | 'CRITERIA_NOT_AVAILABLE'
  | 'OVERRIDE_NOT_AVAILABLE'
  | 'USER_GRANTS_NOT_AVAILABLE'
  | 'ROLE_LOCKED'
  | 'ROLE_HAS_HOLDERS'
  | 'ROLE_IS_LAST_IN_OVERRIDE'
  | 'ROLE_NOT_ASSIGNABLE_HERE'
  | 'ROLE_ALREADY_HELD_AT_SCOPE'
  | 'NAME_TAKEN'
  | 'ALREADY_MEMBER'
  | 'ALREADY_INVITED'
  | 'ALREADY_ASSIGNED'
  | 'ALREADY_EXISTS'
  | 'NOT_ASSIGNED'
  | 'NOT_INVITED'
  | 'NOT_REQUESTED'
  | 'NOT_EMPTY'
  | 'NOT_THE_OWNER'
  | 'NO_OVERRIDE'
  | 'NO_SINGLE_ROLE_HERE'
  | 'NO_USER_LEVEL'
  | 'INVITATION_EXPIRED'
  | 'OWNER_MUST_TRANSFER'
  | 'USE_TRANSFER_OWNERSHIP'
  | 'LAST_ADMIN'
  | 'CYCLE'
  | 'VERSION_EXISTS'
  | 'NAMES_STILL_USED'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'REVISION_CONFLICT'
  | 'TOO_LARGE'
  | 'BATCH_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL'
  | 'REVISION_NOT_YET_AVAILABLE'
  | 'READ_MODEL_STALE'
  | 'STORE_UNAVAILABLE'
  | 'CLOCK_BEHIND';

/**
 * What the client says itself: there was no connection or it broke (`UNREACHABLE`), the time was up (`TIMEOUT`), the
 * caller's signal ended the call (`ABORTED`), or what came back is not what Grantline answers (`UNREADABLE`).
 */
export type ClientCode = 'UNREACHABLE' | 'TIMEOUT' | 'ABORTED' | 'UNREADABLE';

export type GrantlineCode = ServiceCode | ClientCode | (string & {});

/** One fault in what was sent. `path` is a JSON Pointer into it. */
export type Fault = { readonly path: string; readonly code: GrantlineCode; readonly detail: string };

export type Failure = {
  readonly code: GrantlineCode;
  readonly detail: string;
  readonly status?: number | undefined;
  readonly faults?: readonly Fault[] | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly revision?: number | undefined;
  readonly cause?: unknown;
};

/** Everything that a call can fail with. A check that is denied is no error. */
export class GrantlineError extends Error {
  override readonly name = 'GrantlineError';
  readonly code: GrantlineCode;
  /** HTTP status of the answer, `undefined` where none came. */
  readonly status: number | undefined;
  /** A sentence a person can act on. */
  readonly detail: string;
  /** Of an input with several faults, all of them. */
  readonly faults: readonly Fault[];
  /** Name of the request, by which the log of the service knows it. */
  readonly requestId: string | undefined;
  /** Seconds after which the service says it is worth trying again. */
  readonly retryAfter: number | undefined;
  /** Revision that the organization was at, where the service says so. */
  readonly revision: number | undefined;

  constructor({ code, detail, status, faults = [], requestId, retryAfter, revision, cause }: Failure) {
    super(`${code}: ${detail}`, { cause });
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.faults = faults;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
    this.revision = revision;
  }

  /** Whether Grantline could not be asked or could not answer; otherwise it answered, and refused. */
  get unavailable(): boolean {
    if (this.code === 'UNREACHABLE' || this.code === 'TIMEOUT' || this.code === 'UNREADABLE') return true;
    return this.status !== undefined && (this.status === 429 || this.status >= 500);
  }
}
