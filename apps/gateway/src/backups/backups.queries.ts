import { Injectable } from '@nestjs/common';
import { mapPage, type BackupView, type ListBackupsInput, type Page } from '@daybook/contracts';
import { Bound, newestRows, UnitOfWork } from '@daybook/persistence';

interface BackupRow {
  id: string;
  /** As PostgreSQL writes it. */
  snapshot_at: string;
  finished_at: string;
  version: string;
  bytes: string;
  secrets: boolean;
  host: string;
  folder: string;
}

/** Reads what the program that makes backups has noted of them. */
@Injectable()
export class BackupsQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** One page, newest first. */
  async list(input: ListBackupsInput): Promise<Page<BackupView>> {
    const page = await this.work.read((em) =>
      newestRows<BackupRow>(
        em,
        {
          list: 'backups',
          select: 'select * from backup',
          conditions: [],
          bound: new Bound(),
          by: ['finished_at', 'id'],
          keyOf: (row) => [row.finished_at, row.id],
        },
        input,
      ),
    );
    return mapPage(page, toView);
  }
}

function toView({
  id,
  snapshot_at,
  finished_at,
  version,
  bytes,
  secrets,
  host,
  folder,
}: BackupRow): BackupView {
  return {
    id,
    snapshotAt: new Date(snapshot_at).toISOString(),
    finishedAt: new Date(finished_at).toISOString(),
    version,
    bytes: Number(bytes),
    secrets,
    host,
    folder,
  };
}
