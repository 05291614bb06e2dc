import { timingSafeEqual, createHash } from 'node:crypto';
import { Controller, Get, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceConfig } from '../core/config';
import { Metrics } from '../core/metrics';
import { SERVICE, type ServiceIdentity } from './service-identity';

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/**
 * The service's figures for Prometheus: for whoever knows METRICS_TOKEN; where there is none, for this machine only, and
 * not at the gateway, whose callers all come from this machine where a proxy stands before it. No header is believed.
 */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: ServiceConfig,
    @Inject(SERVICE) private readonly service: ServiceIdentity,
  ) {}

  @Get()
  async read(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    // To others it does not exist.
    if (!this.allows(request)) throw new NotFoundException();
    void reply.header('content-type', this.metrics.registry.contentType).header('cache-control', 'no-store');
    return this.metrics.text();
  }

  private allows({ headers, socket }: FastifyRequest): boolean {
    const { metricsToken } = this.config;
    if (metricsToken !== undefined) return same(headers.authorization ?? '', `Bearer ${metricsToken}`);
    return this.service.name !== 'gateway' && LOOPBACK.test(socket.remoteAddress ?? '');
  }
}

function same(given: string, wanted: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(wanted));
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
