import { Ledgers } from '#ledger/ledgers.js';
import { Credentials } from '#platform/credentials.js';
import { Models } from '#platform/models.js';
import { OrganizationRequests } from '#platform/organization-requests.js';
import { Deliveries } from '#projections/mailing/deliveries.js';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Ready } from './health/ready.js';
import { Authentication } from './http/authentication.js';
import { Cursors } from './http/cursors.js';
import { PublicUrl } from './http/public-url.js';
import { Clock } from './clock.js';
import { Metrics } from './metrics/metrics.js';
import { Projections } from './organizations/projections.js';
import { Exports } from './queries/exports/exports.js';
import { EventStreams } from './queries/trail/live/event-streams.js';
import { Invitations } from './queries/users/invitations.js';
import { Questions } from './questions/questions.js';
import type { Service } from './service.js';

/** Hands the parts of the service to whatever asks for them by class. */
@Global()
@Module({})
export class ServiceModule {
  static of(service: Service): DynamicModule {
    const parts = [
      { provide: Ledgers, useValue: service.ledgers },
      { provide: Models, useValue: service.models },
      { provide: Credentials, useValue: service.credentials },
      { provide: Authentication, useValue: service.authentication },
      { provide: OrganizationRequests, useValue: service.requests },
      { provide: Projections, useValue: service.projections },
      { provide: Clock, useValue: service.clock },
      { provide: Cursors, useValue: service.cursors },
      { provide: Questions, useValue: service.questions },
      {
        provide: Invitations,
        useValue: new Invitations(new Deliveries(service.homes.events, () => service.clock.now())),
      },
      { provide: Exports, useValue: service.exports },
      { provide: EventStreams, useValue: service.eventStreams },
      { provide: Metrics, useValue: service.metrics },
      { provide: Ready, useValue: service.ready },
      { provide: PublicUrl, useValue: service.publicUrl },
    ];
    return { module: ServiceModule, providers: parts, exports: parts.map(({ provide }) => provide) };
  }
}
