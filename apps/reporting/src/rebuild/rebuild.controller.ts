import { Controller, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  CancelRebuild,
  ReadRebuild,
  StartRebuild,
  type Call,
  type NoReportQuery,
  type RebuildView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { RebuildService } from './rebuild.service';
import { RebuildWorker } from './rebuild-worker';

/** Rebuilds of the report's store. */
@Controller()
export class RebuildController implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly rebuilds: RebuildService,
    private readonly worker: RebuildWorker,
  ) {}

  @Handles(StartRebuild)
  startOne(_input: NoReportQuery, call: Call): Promise<RebuildView> {
    return this.rebuilds.start(call);
  }

  @Handles(ReadRebuild)
  latest(): Promise<RebuildView> {
    return this.rebuilds.latest();
  }

  @Handles(CancelRebuild)
  async cancel(_input: NoReportQuery, call: Call): Promise<void> {
    await this.rebuilds.cancel(call);
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.stop();
  }
}
