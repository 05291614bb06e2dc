import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { services, type ServiceName } from '@daybook/contracts';
import { Bus, ServiceLifecycle, type Readiness } from '@daybook/messaging';

/** Milliseconds that a service has to say whether it is ready. */
const PATIENCE_MS = 2_000;

/** The whole system's readiness: that of each service. */
interface SystemReadiness {
  ready: boolean;
  services: Record<string, Readiness>;
}

/** Whether the gateway lives, and whether the whole system behind it can do its work. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly life: ServiceLifecycle,
    private readonly bus: Bus,
  ) {}

  @Get('live')
  @Header('cache-control', 'no-store')
  live(): { live: true } {
    return { live: true };
  }

  /** 200 when every service is ready, else 503; either names each. */
  @Get('ready')
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<SystemReadiness> {
    const all = await Promise.all(
      services.map(async (service) => [service, await this.readinessOf(service)] as const),
    );
    const ready = all.every(([, readiness]) => readiness.ready);
    void reply.code(ready ? 200 : 503);
    return { ready, services: Object.fromEntries(all) };
  }

  private async readinessOf(service: ServiceName): Promise<Readiness> {
    if (service === 'gateway') return this.life.readiness();
    try {
      const answer = await this.bus.connection.request(`health.${service}`, undefined, {
        timeout: PATIENCE_MS,
      });
      return answer.json<Readiness>();
    } catch {
      // Whatever the reason, it did not say that it is ready.
      return { service, ready: false, parts: { answers: false }, standingStill: [] };
    }
  }
}
