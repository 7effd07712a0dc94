import type { GrantlineOptions } from '#client/grantline.js';

/** What a request at least has, whichever server it came through. */
export type IncomingRequest = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
};

export type GrantlineModuleOptions<Request = IncomingRequest> = GrantlineOptions & {
  /** Id of the organization that is asked, or how a request tells it. */
  readonly organization: string | ((request: Request) => string | Promise<string>);
  /**
   * Id of the user who sent a request, once somebody has made sure of it; `undefined` when nobody is signed in. Never
   * what the client of the service merely says.
   */
  user(request: Request): string | undefined | Promise<string | undefined>;
};

/** Token of the options. */
export const OPTIONS = Symbol('options of GrantlineModule');
