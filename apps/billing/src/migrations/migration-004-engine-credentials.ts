import { Migration } from '@mikro-orm/migrations';

/** The credentials of billing engines by their public keys, and engines that are retired. */
export class Migration004EngineCredentials extends Migration {
  override up(): void {
    this.addSql(`alter table billing_engine add column retired boolean not null default false`);
    this.addSql(`
      create table engine_credential (
        id uuid primary key,
        engine_id uuid not null references billing_engine (id) deferrable initially deferred,
        user_key text not null unique,
        reason text,
        issued_at timestamptz(3) not null,
        issued_by text not null,
        ends_by_itself_at timestamptz(3),
        expires_at timestamptz(3),
        revoked_at timestamptz(3),
        revoked_by text,
        refused_since timestamptz(3)
      )`);
    this.addSql(`create index engine_credential_of on engine_credential (engine_id, id)`);
    // Those of which the server must be told some day, and has not been.
    this.addSql(`
      create index engine_credential_ending on engine_credential (expires_at)
      where refused_since is null and (expires_at is not null or revoked_at is not null)`);
  }
}
