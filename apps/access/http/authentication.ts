import { DomainError } from '#model/errors.js';
import { userIdFault } from '#model/ids.js';
import { actingFor, type Caller } from '#platform/caller.js';
import type { Credentials } from '#platform/credentials.js';
import type { IncomingMessage } from 'node:http';

/** Tells who a bearer token stands for; `undefined` when it is not one of its own. */
export type Authenticator = (token: string) => Caller | undefined | Promise<Caller | undefined>;

const authorization = 'authorization';

/**
 * Operator keys and API keys. Where others may have changed them without a word to this process, `isCurrent` says so,
 * and they are read on first.
 */
export function bySecret(
  credentials: Pick<Credentials, 'authenticate' | 'load'>,
  isCurrent: () => boolean = () => true,
): Authenticator {
  return (secret) =>
    isCurrent()
      ? credentials.authenticate(secret)
      : credentials.load().then(() => credentials.authenticate(secret));
}

/** Who sends requests, by all the credentials that the service takes. */
export class Authentication {
  constructor(private readonly authenticators: readonly Authenticator[]) {}

  /** Can be asked again while an answer is still on its way: the credential may have become worthless. */
  callerOf(raw: IncomingMessage): Caller | Promise<Caller> {
    return authenticate(this.authenticators, raw);
  }
}

/**
 * Tells who sent a request. Answers at once where the authenticator does, since the hottest routes go through here.
 *
 * @throws DomainError UNAUTHENTICATED without a valid credential, MALFORMED for several; MALFORMED, INVALID_ID or
 * FORBIDDEN for a `Grantline-Actor` that cannot be
 */
function authenticate(
  authenticators: readonly Authenticator[],
  raw: IncomingMessage,
): Caller | Promise<Caller> {
  refuseTwice(raw.rawHeaders);
  const token = bearer(raw.headers.authorization);
  for (let index = 0; index < authenticators.length; index += 1) {
    const caller = authenticators[index]!(token);
    if (caller === undefined) continue;
    if (caller instanceof Promise) return later(caller, authenticators.slice(index + 1), token, raw);
    return forActor(caller, raw);
  }
  throw unauthenticated('the credential is not valid (any more)');
}

async function later(
  first: Promise<Caller | undefined>,
  others: readonly Authenticator[],
  token: string,
  raw: IncomingMessage,
): Promise<Caller> {
  let caller = await first;
  for (const authenticator of others) caller ??= await authenticator(token);
  if (caller === undefined) throw unauthenticated('the credential is not valid (any more)');
  return forActor(caller, raw);
}

/** Node keeps the first of several; somebody in front of the service may have looked at another. */
function refuseTwice(rawHeaders: readonly string[]): void {
  let seen = false;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length !== authorization.length || name.toLowerCase() !== authorization) continue;
    if (seen) throw new DomainError('MALFORMED', '`Authorization` stands twice, send it once');
    seen = true;
  }
}

function bearer(header: string | undefined): string {
  if (header === undefined) throw unauthenticated('send `Authorization: Bearer` with a key');
  if (!/^bearer /i.test(header)) throw unauthenticated('`Authorization` must begin with `Bearer`');
  return header.slice('Bearer '.length).trim();
}

function unauthenticated(detail: string): DomainError {
  return new DomainError('UNAUTHENTICATED', detail);
}

/** The person that `Grantline-Actor` names, else the caller itself. */
function forActor(caller: Caller, raw: IncomingMessage): Caller {
  if (raw.headers['grantline-actor'] === undefined) return caller;
  const [encoded, ...others] = raw.headersDistinct['grantline-actor']!;
  if (others.length > 0) throw new DomainError('MALFORMED', '`Grantline-Actor` stands twice, send it once');
  const user = decoded(encoded!);
  const fault = user === undefined ? 'must be percent-encoded UTF-8' : userIdFault(user);
  if (fault !== undefined) throw new DomainError('INVALID_ID', `the user id of \`Grantline-Actor\` ${fault}`);
  return actingFor(caller, user!);
}

function decoded(text: string): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
