import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ServiceLifecycle, type Readiness } from './service-lifecycle';

/** Whether the process lives, and whether it can do its work. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly life: ServiceLifecycle) {}

  @Get('live')
  @ApiOperation({ summary: 'The process lives' })
  live(): { live: true } {
    return { live: true };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Database and NATS are there, and what the service does by itself gets on; 503 otherwise',
  })
  async ready(): Promise<Readiness> {
    const readiness = await this.life.readiness();
    if (!readiness.ready) throw new ServiceUnavailableException(readiness);
    return readiness;
  }
}
