import { Migration } from '@mikro-orm/migrations';

/** Changes that were asked for and of which it is not known yet what became of them. */
export class Migration004AuditBegun extends Migration {
  override up(): void {
    this.addSql(`
      create table audit_begun (
        id uuid primary key,
        begun_at timestamptz not null,
        kind text not null,
        user_id uuid,
        username text not null,
        address text not null,
        request_id text not null,
        details jsonb not null
      )`);
  }
}
