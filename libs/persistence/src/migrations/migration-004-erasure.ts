import { Migration } from '@mikro-orm/migrations';

/** Who was anonymised, what is still to be erased of them, and a journal that takes nothing personal of them any more. */
export class Migration004Erasure extends Migration {
  override up(): void {
    this.addSql(`
      create table anonymised_customer (
        customer_id text primary key,
        anonymised_at timestamptz(3) not null,
        erased_at timestamptz(3)
      )`);
    // One row each time that something may have been written about them; a transaction of its own erases.
    this.addSql(`
      create table erasure_due (
        id bigint generated always as identity primary key,
        customer_id text not null,
        noted_by xid8 not null default pg_current_xact_id()
      )`);
    this.addSql('create index erasure_due_customer on erasure_due (customer_id)');
    this.addSql(`
      create function erase_personal_of_anonymised() returns trigger language plpgsql as $$
      begin
        if exists (
          select from anonymised_customer where customer_id = new.event #>> '{data,context,customerId}'
        ) then
          new.event := jsonb_set(new.event, '{data,personal}', '{}');
          -- What was written beside the event may hold a name as well.
          insert into erasure_due (customer_id) values (new.event #>> '{data,context,customerId}');
        end if;
        return new;
      end $$`);
    this.addSql(`
      create trigger journal_erases before insert on journal
      for each row execute function erase_personal_of_anonymised()`);
    this.addSql(`create index journal_of_customer on journal ((event #>> '{data,context,customerId}'))`);
    // Whose data an answer holds that is kept for a repeat.
    this.addSql(`alter table idempotency add column customer_ids uuid[] not null default '{}'`);
    this.addSql(`
      update idempotency set customer_ids = array(
        select distinct found[2]::uuid
        from regexp_matches(answer, '"(customerId|id)":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"', 'g') found)
      where answer is not null`);
    this.addSql(`create index idempotency_customers on idempotency using gin (customer_ids)`);
  }
}
