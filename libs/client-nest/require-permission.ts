import { type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import type { IncomingRequest } from './options.js';
import { Permissions, type Subject } from './permissions.js';

/**
 * Lets requests to a route, or to all routes of a controller, go on only where their user has the permission. Several
 * of them must all be held.
 *
 * @param resource what the request is about, as in `({ params }) => \`dashboard:${params.id}\``
 */
export function RequirePermission<Request = IncomingRequest>(
  permission: string,
  resource: Subject<Request>,
): ClassDecorator & MethodDecorator {
  @Injectable()
  class PermissionGuard implements CanActivate {
    constructor(private readonly permissions: Permissions) {}

    async canActivate(context: ExecutionContext): Promise<boolean> {
      const request = context.switchToHttp().getRequest<Request>();
      await this.permissions.require(permission, resource, request);
      return true;
    }
  }
  return UseGuards(PermissionGuard);
}
