import { Migration } from '@mikro-orm/migrations';

/** Named filters of the report. */
export class SavedReports extends Migration {
  override up(): void {
    this.addSql(
      `create table saved_report (
         id uuid primary key,
         version integer not null default 1,
         owner_id uuid not null,
         owner_name text not null,
         name text not null,
         shared boolean not null,
         filter json not null,
         created_at timestamptz not null,
         changed_at timestamptz not null
       )`,
    );
    this.addSql('create unique index saved_report_name on saved_report (owner_id, lower(name))');
    this.addSql('create index saved_report_shared on saved_report (name, id) where shared');
  }
}
