import { Migration } from '@mikro-orm/migrations';

/** Users, their sessions and keys, what was audited, and failed attempts to sign in. */
export class Migration001Tables extends Migration {
  override up(): void {
    this.addSql(`
      create table users (
        id uuid primary key,
        username text not null,
        password_hash text,
        access_level text not null,
        call_center_id uuid,
        campaign_ids uuid[],
        refund_limit_amount numeric(19,4),
        refund_limit_currency char(3),
        active boolean not null,
        created_at timestamptz not null,
        version int not null default 1,
        constraint users_refund_limit check ((refund_limit_amount is null) = (refund_limit_currency is null))
      )`);
    this.addSql(`create unique index users_username on users (lower(username))`);
    this.addSql(`
      create table sessions (
        id uuid primary key,
        user_id uuid not null references users deferrable initially deferred,
        created_at timestamptz not null,
        ends_at timestamptz not null,
        ended_at timestamptz
      )`);
    this.addSql(`create index sessions_live on sessions (user_id) where ended_at is null`);
    this.addSql(`
      create table api_keys (
        id uuid primary key,
        user_id uuid not null references users deferrable initially deferred,
        name text not null,
        prefix text not null,
        key_hash bytea not null unique,
        scopes text[] not null,
        created_at timestamptz not null,
        revoked_at timestamptz
      )`);
    this.addSql(`create index api_keys_user on api_keys (user_id)`);
    this.addSql(`
      create table audit (
        id uuid primary key,
        time timestamptz not null,
        kind text not null,
        user_id uuid,
        username text not null,
        address text not null,
        request_id text not null,
        details jsonb not null
      )`);
    this.addSql(`create index audit_time on audit (time desc, id desc)`);
    this.addSql(`create index audit_user on audit (user_id, time desc, id desc)`);
    this.addSql(`
      create table sign_in_failures (
        subject text primary key,
        failures int not null,
        since timestamptz not null
      )`);
  }
}
