import { Migration } from '@mikro-orm/migrations';

/** The journal with its numbering, and the answers kept for idempotency keys. */
export class Migration001Journal extends Migration {
  override up(): void {
    this.addSql(`
      create table journal (
        id uuid not null,
        recorded_at timestamptz(3) not null,
        position bigint generated always as identity,
        epoch int,
        sequence bigint,
        event jsonb not null,
        constraint journal_pkey primary key (id, recorded_at)
      ) partition by range (recorded_at)`);
    this.addSql(`create index journal_unnumbered on journal (position) where sequence is null`);
    // A unique key over all partitions would have to hold the month; the epoch's row, locked while numbers are
    // given, makes them unique, and each month's own key catches a mistake in it.
    this.addSql(`
      create function journal_month(month date) returns void language plpgsql as $$
      declare
        first date := date_trunc('month', month)::date;
        part text := 'journal_' || to_char(first, 'YYYYMM');
      begin
        if to_regclass(part) is not null then return; end if;
        execute format('create table %I partition of journal for values from (%L) to (%L)',
          part, first::text || ' 00:00:00+00', (first + interval '1 month')::date::text || ' 00:00:00+00');
        execute format('create unique index %I on %I (epoch, sequence)', part || '_sequence', part);
      end $$`);
    this.addSql(`
      create table journal_epoch (
        epoch int primary key,
        sequence bigint not null default 0,
        sent_sequence bigint not null default 0,
        started_at timestamptz not null default now()
      )`);
    // Seconds since 2026: a database made anew after the old one was lost must not use the old one's numbers again.
    this.addSql(
      `insert into journal_epoch (epoch) values ((extract(epoch from now()) - extract(epoch from timestamptz '2026-01-01Z'))::int)`,
    );
    this.addSql(`
      create table idempotency (
        caller text not null,
        key text not null,
        operation text not null,
        body_hash text not null,
        state text not null,
        progress jsonb,
        -- Text, so that a repeat is answered byte by byte as the first time.
        answer text,
        created_at timestamptz not null default now(),
        primary key (caller, key)
      )`);
  }
}
