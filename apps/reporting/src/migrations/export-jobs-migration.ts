import { Migration } from '@mikro-orm/migrations';

/** Exports that are made in the background, and their files in pieces, where every replica can read them. */
export class ExportJobs extends Migration {
  override up(): void {
    this.addSql(
      `create table export_job (
         id uuid primary key,
         owner text not null,
         -- Who asked, as they were then: what they may see is what they export.
         actor json not null,
         scope text not null,
         part text not null,
         format text not null,
         query json not null,
         period_from text,
         period_to text,
         position bigint not null,
         state text not null default 'waiting',
         row_count bigint,
         written bigint not null default 0,
         bytes bigint not null default 0,
         filename text,
         error text,
         attempt integer not null default 0,
         next_try_at timestamptz not null,
         leased_until timestamptz,
         created_at timestamptz not null,
         finished_at timestamptz,
         expires_at timestamptz,
         file_removed boolean not null default false
       )`,
    );
    this.addSql('create index export_job_owner on export_job (owner, id)');
    this.addSql(
      `create index export_job_open on export_job (next_try_at) where state in ('waiting', 'running')`,
    );
    this.addSql('create index export_job_expiring on export_job (expires_at) where expires_at is not null');
    this.addSql(
      `create table export_piece (
         job_id uuid not null,
         attempt integer not null,
         nth integer not null,
         bytes bytea not null,
         constraint export_piece_pkey primary key (job_id, attempt, nth)
       )`,
    );
    // A workbook is packed already, and of a text each piece is read once.
    this.addSql('alter table export_piece alter column bytes set storage external');
  }
}
