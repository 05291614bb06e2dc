import { Migration } from '@mikro-orm/migrations';

/** Rebuilds of the store, and which store it is. */
export class Rebuilds extends Migration {
  override up(): void {
    this.addSql(
      `create table report_rebuild (
         id uuid primary key,
         state text not null default 'running',
         asked_by text not null,
         applied bigint not null default 0,
         total bigint not null default 0,
         trouble text,
         asked_at timestamptz not null,
         finished_at timestamptz
       )`,
    );
    this.addSql(
      `create unique index report_rebuild_running on report_rebuild (state) where state = 'running'`,
    );
    // Each store that takes the place of another one has a number of its own; what somebody remembers of one, keys
    // and positions, means nothing in the next. It begins where the one before it ended.
    this.addSql('alter table report_position add column store integer not null default 1');
    this.addSql('alter table report_position add column begins bigint not null default 0');
  }
}
