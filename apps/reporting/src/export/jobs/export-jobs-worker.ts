import { DomainError } from '@daybook/contracts';
import { isTransient, WorkLoop, type ServiceLogger } from '@daybook/messaging';
import { firstRow, rows, type UnitOfWork } from '@daybook/persistence';
import type { ExportQueries } from '../export.queries';
import type { ExportJob } from './export-job';
import { LEASE_MS, ExportTaken, runExport } from './export-job-run';
import { KEPT_MS } from './export-jobs.service';

/** Milliseconds between two looks for an export to make, and for files to remove. */
const LOOK_MS = 500;
const CLEAN_MS = 30_000;
/** Tries that may end badly or with their process before an export is given up. */
const TRIES = 5;
/** After a try that failed; doubled each time. */
const PAUSE_MS = 2_000;
/** Pieces removed in one transaction. */
const SWEPT = 200;

/** Makes exports, one at a time in each replica, and removes their files when their day is over. Safe in many replicas. */
export class ExportJobsWorker {
  private readonly making: WorkLoop;
  private readonly cleaning: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly exports: ExportQueries,
    private readonly now: () => Date,
    private readonly logger: ServiceLogger,
  ) {
    this.making = new WorkLoop('making exports', LOOK_MS, () => this.makeOne(), logger, {
      watches: ['export_job'],
    });
    this.cleaning = new WorkLoop('removing exports', CLEAN_MS, () => this.clean(), logger, {
      watches: ['export_job', 'export_piece'],
    });
  }

  start(): void {
    this.making.start();
    this.cleaning.start();
  }

  /** Gives the export at hand back, for another replica to begin. */
  async stop(): Promise<void> {
    await Promise.all([this.making.stop(), this.cleaning.stop()]);
  }

  /** Makes the export that has waited longest. @returns whether there was one */
  async makeOne(): Promise<boolean> {
    const job = await this.claim();
    if (job === undefined) return false;
    const { work, exports, now } = this;
    try {
      const { signal } = this.making;
      await runExport(job, { work, exports, now, signal, advanced: () => this.making.advanced() });
      await this.finish(job, 'done', null);
      this.logger.info('an export was made', { exportId: job.id, attempt: job.attempt });
    } catch (error) {
      if (error instanceof ExportTaken) return true;
      if (this.making.signal.aborted) await this.release(job, this.now());
      else await this.failed(job, error);
    }
    return true;
  }

  /** Removes what nobody can ask for any more: files first, a part at a time, then what was told about them. */
  async clean(): Promise<boolean> {
    const now = this.now();
    return this.work.transaction(async (em) => {
      const swept = await rows(
        em,
        `delete from export_piece where ctid in (
           select p.ctid from export_piece p left join export_job j on j.id = p.job_id
            where j.id is null or j.state in ('failed', 'cancelled') or p.attempt < j.attempt or j.expires_at <= $1
            limit $2 for update of p skip locked) returning job_id`,
        [now, SWEPT],
      );
      await rows(
        em,
        `update export_job set file_removed = true
          where not file_removed and (state in ('failed', 'cancelled') or expires_at <= $1)`,
        [now],
      );
      await rows(em, 'delete from export_job where expires_at <= $1', [new Date(now.getTime() - KEPT_MS)]);
      return swept.length === SWEPT;
    });
  }

  private async claim(): Promise<ExportJob | undefined> {
    const now = this.now();
    return this.work.transaction((em) =>
      firstRow<ExportJob>(
        em,
        `update export_job
            set state = 'running', attempt = attempt + 1, leased_until = $1, written = 0, bytes = 0
          where id = (select id from export_job
                       where state in ('waiting', 'running') and next_try_at <= $2
                         and (leased_until is null or leased_until < $3)
                       order by next_try_at, id limit 1 for update skip locked)
          returning *`,
        [new Date(now.getTime() + LEASE_MS), now, now],
      ),
    );
  }

  private async failed(job: ExportJob, error: unknown): Promise<void> {
    const code = error instanceof DomainError ? error.code : 'reporting.export_broken';
    this.logger[isTransient(error) ? 'warn' : 'error']('an export could not be made', {
      exportId: job.id,
      attempt: job.attempt,
      code,
      err: error,
    });
    // The report was rebuilt: the file is made of the new one.
    if (code === 'reporting.position_gone') await this.moveOn(job);
    if (job.attempt >= TRIES) await this.finish(job, 'failed', code);
    else await this.release(job, new Date(this.now().getTime() + PAUSE_MS * 2 ** job.attempt));
  }

  private async release(job: ExportJob, nextTryAt: Date): Promise<void> {
    await this.work.transaction((em) =>
      rows(
        em,
        `update export_job set state = 'waiting', leased_until = null, next_try_at = $1
          where id = $2 and attempt = $3 and state = 'running'`,
        [nextTryAt, job.id, job.attempt],
      ),
    );
  }

  private async moveOn(job: ExportJob): Promise<void> {
    await this.work.transaction((em) =>
      rows(
        em,
        'update export_job set position = (select position from report_position) where id = $1 and attempt = $2',
        [job.id, job.attempt],
      ),
    );
  }

  private async finish(job: ExportJob, state: 'done' | 'failed', error: string | null): Promise<void> {
    const now = this.now();
    await this.work.transaction((em) =>
      rows(
        em,
        `update export_job set state = $1, error = $2, leased_until = null, finished_at = $3, expires_at = $4
          where id = $5 and attempt = $6 and state = 'running'`,
        [state, error, now, new Date(now.getTime() + KEPT_MS), job.id, job.attempt],
      ),
    );
  }
}
