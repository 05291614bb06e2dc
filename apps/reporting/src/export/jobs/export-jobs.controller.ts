import { Controller, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  CancelExport,
  CreateExport,
  GetExport,
  ListExports,
  ReadExportFile,
  type Call,
  type CreateExportInput,
  type ExportIdInput,
  type ExportView,
  type Page,
  type PageQuery,
} from '@daybook/contracts';
import { Handles, type ByteStream } from '@daybook/messaging';
import { ExportJobsService } from './export-jobs.service';
import { ExportJobsWorker } from './export-jobs-worker';

/** Exports that are made in the background. */
@Controller()
export class ExportJobsController implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly jobs: ExportJobsService,
    private readonly worker: ExportJobsWorker,
  ) {}

  @Handles(CreateExport)
  create(input: CreateExportInput, call: Call): Promise<ExportView> {
    return this.jobs.create(input, call);
  }

  @Handles(ListExports)
  list(query: PageQuery, { actor }: Call): Promise<Page<ExportView>> {
    return this.jobs.list(query, actor);
  }

  @Handles(GetExport)
  get(input: ExportIdInput, { actor }: Call): Promise<ExportView> {
    return this.jobs.get(input, actor);
  }

  @Handles(CancelExport)
  async cancel(input: ExportIdInput, call: Call): Promise<void> {
    await this.jobs.cancel(input, call);
  }

  @Handles(ReadExportFile)
  file(input: ExportIdInput, { actor }: Call): Promise<ByteStream> {
    return this.jobs.file(input, actor);
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.stop();
  }
}
