import { GrantlineModule } from '#client-nest/grantline.module.js';
import { Module } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DashboardsController } from './dashboards.controller.js';
import { organization } from './organization.js';
import { signedIn } from './sign-in.js';

@Module({
  imports: [
    GrantlineModule.forRootAsync<FastifyRequest>({
      useFactory: () => ({
        url: process.env['GRANTLINE_URL'] ?? 'http://127.0.0.1:7420',
        key: process.env['GRANTLINE_KEY'] ?? '',
        organization,
        user: signedIn,
      }),
    }),
  ],
  controllers: [DashboardsController],
})
export class ServiceModule {}
