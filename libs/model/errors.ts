/**
 * Every code that Grantline answers with, and the HTTP status that goes with it. A code never changes its meaning.
 * 409 is the status of whatever the state of the organization forbids.
 */
export const codes = {
  MALFORMED: 400,
  NAME_EMPTY: 400,
  NAME_TOO_LONG: 400,
  INVALID_ADDRESS: 400,
  INVALID_ID: 400,
  UNKNOWN_COMMAND: 400,
  UNKNOWN_TYPE: 400,
  UNKNOWN_FACET: 400,
  UNKNOWN_LEVEL: 400,
  UNKNOWN_SETTING: 400,
  FACET_NOT_ON_TYPE: 400,
  ONE_LEVEL_ONLY: 400,
  DUPLICATE_SCOPE: 400,
  NARROWING_TYPE_WRONG: 400,
  WRONG_PARENT: 400,
  EMPTY_OVERRIDE: 400,
  ADMIN_MISSING: 400,
  MODEL_INVALID: 400,
  TESTS_FAILED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  SELF_CHANGE_FORBIDDEN: 403,
  GRANT_EXCEEDS_OWN: 403,
  NOT_FOUND: 404,
  UNKNOWN_ORGANIZATION: 404,
  UNKNOWN_RESOURCE: 404,
  ROLE_NOT_FOUND: 404,
  NOT_A_MEMBER: 404,
  MODEL_UNKNOWN: 404,
  METHOD_NOT_ALLOWED: 405,
  ORGANIZATION_EXISTS: 409,
  ORGANIZATION_CLOSED: 409,
  NOT_AVAILABLE_IN_MODEL: 409,
  CUSTOM_ROLES_DISABLED: 409,
  CRITERIA_NOT_AVAILABLE: 409,
  OVERRIDE_NOT_AVAILABLE: 409,
  USER_GRANTS_NOT_AVAILABLE: 409,
  ROLE_LOCKED: 409,
  ROLE_HAS_HOLDERS: 409,
  ROLE_IS_LAST_IN_OVERRIDE: 409,
  ROLE_NOT_ASSIGNABLE_HERE: 409,
  ROLE_ALREADY_HELD_AT_SCOPE: 409,
  NAME_TAKEN: 409,
  ALREADY_MEMBER: 409,
  ALREADY_INVITED: 409,
  ALREADY_ASSIGNED: 409,
  ALREADY_EXISTS: 409,
  NOT_ASSIGNED: 409,
  NOT_INVITED: 409,
  NOT_REQUESTED: 409,
  NOT_EMPTY: 409,
  NOT_THE_OWNER: 409,
  NO_OVERRIDE: 409,
  NO_SINGLE_ROLE_HERE: 409,
  NO_USER_LEVEL: 409,
  INVITATION_EXPIRED: 409,
  OWNER_MUST_TRANSFER: 409,
  USE_TRANSFER_OWNERSHIP: 409,
  LAST_ADMIN: 409,
  CYCLE: 409,
  VERSION_EXISTS: 409,
  NAMES_STILL_USED: 409,
  IDEMPOTENCY_KEY_REUSED: 409,
  REVISION_CONFLICT: 412,
  TOO_LARGE: 413,
  BATCH_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  REVISION_NOT_YET_AVAILABLE: 503,
  READ_MODEL_STALE: 503,
  STORE_UNAVAILABLE: 503,
  CLOCK_BEHIND: 503,
} as const satisfies Record<string, number>;

export type Code = keyof typeof codes;

/** One fault in an input. `path` is a JSON Pointer into what was sent. */
export type Fault = { readonly path: string; readonly code: Code; readonly detail: string };

/**
 * A refusal. The only error that the domain throws on purpose; one filter turns it into HTTP.
 * `detail` is lower-case, has no full stop, puts what the caller sent in backticks and says what to do about it.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: Code,
    readonly detail: string,
    /** Of an input with several faults, all of them, the first one first. */
    readonly faults: readonly Fault[] = [],
  ) {
    super(`${code}: ${detail}`);
  }
}
