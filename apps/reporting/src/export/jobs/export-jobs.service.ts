import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  exportFormats,
  Keyset,
  mapPage,
  newId,
  type Actor,
  type Call,
  type CreateExportInput,
  type ExportIdInput,
  type ExportView,
  type Page,
  type PageQuery,
} from '@daybook/contracts';
import type { ByteStream } from '@daybook/messaging';
import { firstRow, rows, type UnitOfWork } from '@daybook/persistence';
import { fingerprintOf } from '../../report/report-cursor';
import { scopeOf } from '../../report/report-scope';
import type { ExportQueries } from '../export.queries';
import { ownerOf, toExportView, type ExportJob } from './export-job';

const PAGES = new Keyset('report-exports', 'id');
/** Exports of one owner that are not finished, at most. */
const UNFINISHED = 20;
/** A file is kept this long after it is finished, and what became of it is told. */
export const KEPT_MS = 86_400_000;

/** Exports that are made in the background: asked for, told about, cancelled, downloaded. */
export class ExportJobsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly exports: ExportQueries,
    private readonly now: () => Date,
  ) {}

  /** @throws DomainError `reporting.too_many_exports`, `request.forbidden` and the report's own */
  async create(query: CreateExportInput, call: Call): Promise<ExportView> {
    const owner = ownerOf(call.actor);
    const { position, period } = await this.exports.plan(query, call.actor);
    return this.work.command(call, async (em) => {
      await mustHaveRoom(em, owner);
      const now = this.now();
      const job = await firstRow<ExportJob>(
        em,
        `insert into export_job (id, owner, actor, scope, part, format, query, period_from, period_to, position,
                                 next_try_at, created_at)
         values ($1, $2, $3::json, $4, $5, $6, $7::json, $8, $9, $10, $11, $12) returning *`,
        [
          newId(),
          owner,
          JSON.stringify(call.actor),
          sightOf(call.actor),
          query.part,
          query.format,
          JSON.stringify(query),
          period.from,
          period.to,
          position,
          now,
          now,
        ],
      );
      return toExportView(job as ExportJob);
    });
  }

  async list(query: PageQuery, actor: Actor): Promise<Page<ExportView>> {
    const page = await this.work.read((em) =>
      PAGES.page(
        query,
        ({ id }: ExportJob) => [id],
        (after, limit) =>
          rows<ExportJob>(
            em,
            'select * from export_job where owner = $1 and ($2::uuid is null or id < $2) order by id desc limit $3',
            [ownerOf(actor), after?.[0] ?? null, limit],
          ),
      ),
    );
    return mapPage(page, toExportView);
  }

  /** @throws DomainError `reporting.not_found` */
  async get({ id }: ExportIdInput, actor: Actor): Promise<ExportView> {
    return toExportView(await this.work.read((em) => own(em, id, actor)));
  }

  /** Whoever makes it notices at its next piece; the file is removed by whoever cleans up. @throws DomainError `reporting.not_found` */
  async cancel({ id }: ExportIdInput, call: Call): Promise<void> {
    await this.work.command(call, async (em) => {
      const job = await own(em, id, call.actor, 'for update');
      if (job.state === 'cancelled') return;
      const now = this.now();
      await rows(
        em,
        `update export_job set state = 'cancelled', finished_at = coalesce(finished_at, $1), expires_at = $2, leased_until = null
          where id = $3`,
        [now, new Date(now.getTime() + KEPT_MS), id],
      );
    });
  }

  /** @throws DomainError `reporting.not_found`, `reporting.export_not_ready`, `reporting.export_expired`; `request.forbidden` */
  async file({ id }: ExportIdInput, actor: Actor): Promise<ByteStream> {
    const job = await this.work.read((em) => own(em, id, actor));
    if (job.scope !== sightOf(actor))
      throw new DomainError('request.forbidden', { detail: 'What you may see has changed since.' });
    if (job.state !== 'done')
      throw new DomainError('reporting.export_not_ready', { detail: `It is ${job.state}.` });
    if (job.file_removed) throw new DomainError('reporting.export_expired');
    return {
      contentType: exportFormats[job.format],
      filename: job.filename ?? `${job.part}.${job.format}`,
      chunks: this.pieces(job),
    };
  }

  /** Piece by piece, each a short read of its own. A file that is removed meanwhile breaks off instead of ending well. */
  private async *pieces({ id, attempt, bytes }: ExportJob): AsyncGenerator<Uint8Array, void> {
    let given = 0;
    for (let nth = 0; given < Number(bytes); nth += 1) {
      const piece = await this.work.read((em) =>
        firstRow<{ bytes: Buffer }>(
          em,
          'select bytes from export_piece where job_id = $1 and attempt = $2 and nth = $3',
          [id, attempt, nth],
        ),
      );
      if (piece === undefined) throw new Error(`piece ${nth} of export ${id} is gone`);
      given += piece.bytes.length;
      yield piece.bytes;
    }
  }
}

async function own(em: EntityManager, id: string, actor: Actor, lock = ''): Promise<ExportJob> {
  const job = await firstRow<ExportJob>(em, `select * from export_job where id = $1 and owner = $2 ${lock}`, [
    id,
    ownerOf(actor),
  ]);
  if (job === undefined) throw new DomainError('reporting.not_found');
  return job;
}

/** One at a time of an owner, so that two requests do not both find the last place. */
async function mustHaveRoom(em: EntityManager, owner: string): Promise<void> {
  await rows(em, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `daybook.reporting.exports ${owner}`,
  ]);
  const [open] = await rows<{ number: number }>(
    em,
    `select count(*)::int as number from export_job where owner = $1 and state in ('waiting', 'running')`,
    [owner],
  );
  if ((open?.number ?? 0) >= UNFINISHED)
    throw new DomainError('reporting.too_many_exports', { retryAfter: 60 });
}

/** A short text of what an actor may see of the report. */
function sightOf(actor: Actor): string {
  return fingerprintOf({
    totals: scopeOf(actor, 'report.view'),
    details: scopeOf(actor, 'report.details'),
    level: actor.accessLevel,
    scopes: actor.scopes,
  });
}
