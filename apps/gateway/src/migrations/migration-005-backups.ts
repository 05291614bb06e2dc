import { Migration } from '@mikro-orm/migrations';

/** The backups that were finished: written by the program that makes them. */
export class Migration005Backups extends Migration {
  override up(): void {
    this.addSql(`
      create table backup (
        id uuid primary key,
        snapshot_at timestamptz not null,
        finished_at timestamptz not null,
        version text not null,
        bytes bigint not null,
        secrets boolean not null,
        host text not null,
        folder text not null
      )`);
    this.addSql('create index backup_newest on backup (finished_at desc, id desc)');
  }
}
