import { Grantline } from '#client/grantline.js';
import { type DynamicModule, type FactoryProvider, Global, Module, type Provider } from '@nestjs/common';
import { type GrantlineModuleOptions, type IncomingRequest, OPTIONS } from './options.js';
import { Permissions } from './permissions.js';

type AsyncOptions<Request> = Pick<DynamicModule, 'imports'> &
  Pick<FactoryProvider<GrantlineModuleOptions<Request>>, 'inject' | 'useFactory'>;

/**
 * Gives a service a client of Grantline (inject `Grantline`) and what `@RequirePermission` needs. Import it once, in
 * the root module.
 */
@Global()
@Module({})
export class GrantlineModule {
  static forRoot<Request = IncomingRequest>(options: GrantlineModuleOptions<Request>): DynamicModule {
    return withOptions({ provide: OPTIONS, useValue: options });
  }

  /** The same with options that are made of what is injected. */
  static forRootAsync<Request = IncomingRequest>({
    imports = [],
    inject = [],
    useFactory,
  }: AsyncOptions<Request>): DynamicModule {
    return { ...withOptions({ provide: OPTIONS, inject, useFactory }), imports };
  }
}

function withOptions(options: Provider): DynamicModule {
  const client = {
    provide: Grantline,
    inject: [OPTIONS],
    useFactory: (options: GrantlineModuleOptions) => new Grantline(options),
  };
  return {
    module: GrantlineModule,
    providers: [options, client, Permissions],
    exports: [Grantline, Permissions],
  };
}
