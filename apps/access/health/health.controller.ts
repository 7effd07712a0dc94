import { Controller, Get, Header, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Metrics } from '../metrics/metrics.js';
import { type Readiness, Ready } from './ready.js';

/** What the platform that runs the service asks. */
@Controller()
export class HealthController {
  constructor(
    private readonly ready: Ready,
    private readonly metrics: Metrics,
  ) {}

  /** Whether the process lives; where it does not, start another. */
  @Get('healthz')
  @RouteConfig({ open: true, quiet: true })
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether to send requests here. */
  @Get('readyz')
  @RouteConfig({ open: true, quiet: true })
  async readiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.ready.now();
    if (!readiness.ready) reply.status(503).header('retry-after', 1);
    return readiness;
  }

  @Get('metrics')
  @RouteConfig({ open: true, quiet: true })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
