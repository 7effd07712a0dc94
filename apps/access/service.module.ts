import { Ledgers } from '#ledger/ledgers.js';
import { Credentials } from '#platform/credentials.js';
import { Models } from '#platform/models.js';
import { OrganizationRequests } from '#platform/organization-requests.js';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Ready } from './health/ready.js';
import { Cursors } from './http/cursors.js';
import { PublicUrl } from './http/public-url.js';
import { Clock } from './clock.js';
import { Metrics } from './metrics/metrics.js';
import { Projections } from './organizations/projections.js';
import { Questions } from './questions/questions.js';
import type { Service } from './service.js';

/** Hands the parts of the service to whatever asks for them by class. */
@Global()
@Module({})
export class ServiceModule {
  static of(service: Service): DynamicModule {
    const { ledgers, projections, clock, models, credentials, requests, cursors, metrics, ready, publicUrl } =
      service;
    const parts = [
      { provide: Ledgers, useValue: ledgers },
      { provide: Models, useValue: models },
      { provide: Credentials, useValue: credentials },
      { provide: OrganizationRequests, useValue: requests },
      { provide: Projections, useValue: projections },
      { provide: Clock, useValue: clock },
      { provide: Cursors, useValue: cursors },
      { provide: Questions, useValue: new Questions(ledgers, cursors) },
      { provide: Metrics, useValue: metrics },
      { provide: Ready, useValue: ready },
      { provide: PublicUrl, useValue: publicUrl },
    ];
    return { module: ServiceModule, providers: parts, exports: parts.map(({ provide }) => provide) };
  }
}
