import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { WorkLoop } from './work-loop';

/** A provider that does its work in a loop from the service's start to its end, whoever calls it meanwhile. */
export abstract class BackgroundWork implements OnApplicationBootstrap, OnModuleDestroy {
  protected abstract readonly loop: WorkLoop;

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }
}
