import {
  DomainError,
  type Actor,
  type ExportFormat,
  type ExportPart,
  type ExportQuery,
  type ExportState,
  type ExportView,
} from '@daybook/contracts';

/** A row of `export_job`. */
export interface ExportJob {
  id: string;
  owner: string;
  actor: Actor;
  scope: string;
  part: ExportPart;
  format: ExportFormat;
  query: ExportQuery;
  period_from: string | null;
  period_to: string | null;
  position: string;
  state: ExportState;
  row_count: string | null;
  written: string;
  bytes: string;
  filename: string | null;
  error: string | null;
  attempt: number;
  created_at: string;
  finished_at: string | null;
  expires_at: string | null;
  file_removed: boolean;
}

/** Whose exports an actor's are. @throws DomainError `request.forbidden` for who is nobody in particular */
export function ownerOf({ type, id }: Actor): string {
  if (id === null) throw new DomainError('request.forbidden', { detail: 'Only users and API Users export.' });
  return `${type}:${id}`;
}

/** What others see of a job. */
export function toExportView(job: ExportJob): ExportView {
  const { part: _part, format: _format, minPosition: _position, ...filter } = job.query;
  const rows = job.row_count === null ? undefined : Number(job.row_count);
  const written = Number(job.written);
  const there = job.state === 'done' && !job.file_removed;
  return {
    id: job.id,
    part: job.part,
    format: job.format,
    state: job.state,
    filter,
    position: Number(job.position),
    ...(rows === undefined ? {} : { rows }),
    written,
    progress: job.state === 'done' ? 1 : rows === undefined || rows === 0 ? 0 : written / rows,
    bytes: Number(job.bytes),
    ...(job.error === null ? {} : { error: job.error }),
    ...(there ? { file: `/api/v1/reports/customer-service/exports/${job.id}/file` } : {}),
    ...(job.filename === null ? {} : { filename: job.filename }),
    expired: job.state === 'done' && job.file_removed,
    createdAt: utc(job.created_at),
    ...(job.finished_at === null ? {} : { finishedAt: utc(job.finished_at) }),
    ...(job.expires_at === null ? {} : { expiresAt: utc(job.expires_at) }),
  };
}

function utc(time: string): string {
  return new Date(time).toISOString();
}
