import type { EntityManager } from '@mikro-orm/postgresql';
import { firstRow, rows, type UnitOfWork } from '@daybook/persistence';
import type { ExportQueries } from '../export.queries';
import type { ExportJob } from './export-job';

/** Bytes of one piece of a file. */
const PIECE = 512 * 1024;
/** Whoever makes an export says at least this often that it still does; else another one begins anew. */
export const LEASE_MS = 30_000;

/** The export was cancelled, or another replica has taken it over: there is nothing more to do. */
export class ExportTaken extends Error {}

/** What makes one export. */
export interface ExportTools {
  work: UnitOfWork;
  exports: ExportQueries;
  now: () => Date;
  signal: AbortSignal;
  /** Told of each piece. */
  advanced: () => void;
}

/**
 * Makes the file of a claimed job and keeps it in pieces, each committed with the progress it means. Killed half-way,
 * it leaves pieces of a try that nobody finishes: the next try writes its own.
 * @throws NoLongerOurs
 */
export async function runExport(job: ExportJob, tools: ExportTools): Promise<void> {
  let written = 0;
  let nth = 0;
  let held: Uint8Array[] = [];
  let size = 0;
  const file = await tools.exports.file(
    job.query,
    job.actor,
    { position: Number(job.position), period: { from: job.period_from, to: job.period_to } },
    (rowsOfPart) => (written += rowsOfPart),
  );
  await tools.work.transaction((em) =>
    holding(em, job, tools.now(), 'row_count = $4, filename = $5', [file.count, file.filename]),
  );
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(held);
    [held, size] = [[], 0];
    await tools.work.transaction(async (em) => {
      await holding(em, job, tools.now(), 'written = $4, bytes = bytes + $5', [written, bytes.length]);
      await rows(em, 'insert into export_piece (job_id, attempt, nth, bytes) values ($1, $2, $3, $4)', [
        job.id,
        job.attempt,
        nth,
        bytes,
      ]);
    });
    nth += 1;
    tools.advanced();
  };
  for await (const chunk of file.chunks) {
    tools.signal.throwIfAborted();
    held.push(chunk);
    size += chunk.length;
    if (size >= PIECE) await flush();
  }
  if (size > 0) await flush();
}

/** Changes a job that is still this try's (its values from `$4` on), and holds it for another while. @throws NoLongerOurs */
async function holding(
  em: EntityManager,
  { id, attempt }: ExportJob,
  now: Date,
  changes: string,
  values: readonly unknown[],
): Promise<void> {
  const held = await firstRow(
    em,
    `update export_job set ${changes}, leased_until = $1 where id = $2 and attempt = $3 and state = 'running' returning id`,
    [new Date(now.getTime() + LEASE_MS), id, attempt, ...values],
  );
  if (held === undefined) throw new ExportTaken();
}
