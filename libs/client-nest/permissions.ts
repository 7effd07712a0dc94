import { GrantlineError } from '#client/error.js';
import { Grantline } from '#client/grantline.js';
import type { Ref } from '#client/commands.js';
import type { Explanation, Question, Target } from '#client/questions.js';
import {
  ForbiddenException,
  Inject,
  Injectable,
  Logger,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';
import { type GrantlineModuleOptions, OPTIONS } from './options.js';

/** What a request is about: a resource, with its parent where it is not registered, or how a request tells it. */
export type Subject<Request> = Place | ((request: Request) => Place | Promise<Place>);

type Place = Ref | Target;

/** Decides whether a request may go on. */
@Injectable()
export class Permissions {
  readonly #logger = new Logger('Grantline');

  constructor(
    private readonly grantline: Grantline,
    @Inject(OPTIONS) private readonly options: GrantlineModuleOptions<unknown>,
  ) {}

  /**
   * Returns where the user who sent the request has the permission.
   *
   * @throws UnauthorizedException (401) when nobody is signed in, ForbiddenException (403) with the reason code of a
   * denial, ServiceUnavailableException (503) when Grantline cannot be asked
   */
  async require<Request>(permission: string, resource: Subject<Request>, request: Request): Promise<void> {
    const user = await this.options.user(request);
    if (!user)
      throw new UnauthorizedException({ statusCode: 401, code: 'UNAUTHENTICATED', message: 'sign in first' });
    const place = typeof resource === 'function' ? await resource(request) : resource;
    const target = typeof place === 'string' ? { resource: place } : place;
    const question = { ...target, user, permission };
    const { allowed, reason } = await this.#ask(await this.#organization(request), question);
    if (!allowed) throw forbidden(permission, reason);
  }

  async #organization(request: unknown): Promise<string> {
    const { organization } = this.options;
    return typeof organization === 'string' ? organization : organization(request);
  }

  async #ask(organization: string, question: Question): Promise<Explanation> {
    try {
      return await this.grantline.organization(organization).explain(question);
    } catch (error) {
      if (!(error instanceof GrantlineError)) throw error;
      const { code, message, requestId } = error;
      // Where there is no such organization, nobody has a permission in it.
      if (code === 'UNKNOWN_ORGANIZATION' || code === 'INVALID_ID')
        throw forbidden(question.permission, code);
      this.#logger.error(
        `no permission could be checked: ${message} (request ${requestId ?? 'without a name'})`,
      );
      throw new ServiceUnavailableException(
        { statusCode: 503, code, message: 'permissions cannot be checked at the moment, try again later' },
        { cause: error },
      );
    }
  }
}

function forbidden(permission: string, reason: string | undefined): ForbiddenException {
  const message = `this needs the permission \`${permission}\` there`;
  return new ForbiddenException({ statusCode: 403, code: 'FORBIDDEN', reason, message });
}
