import { Migration } from '@mikro-orm/migrations';

/** What is scheduled for purchases, how their billing dates are counted, and when there is work to do for them. */
export class Migration010PurchaseChanges extends Migration {
  override up(): void {
    this.addSql(`
      create table customer_zone (
        customer_id uuid primary key,
        time_zone text not null,
        as_of timestamptz(3) not null
      )`);
    this.addSql(`
      alter table purchase
        add column due_from timestamptz(3),
        add column due_months int not null default 0,
        add column due_days int not null default 0,
        add column renewals int not null default 0,
        add column time_zone text not null default 'UTC',
        add column trial_skipped boolean not null default false,
        add column scheduled_pause jsonb,
        add column scheduled_cancellation jsonb,
        add column scheduled_downgrade jsonb,
        add column paused_at timestamptz(3),
        add column pause_ends_at timestamptz(3),
        add column pause_months int,
        add column attempts int not null default 0,
        add column recycle_tries int not null default 0,
        add column retry_at timestamptz(3),
        add column consent_needed boolean not null default false,
        add column consent text not null default 'none',
        add column open_payment_id uuid,
        add column work_at timestamptz(3)`);
    this.addSql(`update purchase set due_from = coalesce(next_bill_at, started_at)`);
    this.addSql(`alter table purchase alter column due_from set not null`);
    this.addSql(
      `update purchase set work_at = next_bill_at where engine_id is null and status in ('trial', 'active')`,
    );
    this.addSql(`create index purchase_work on purchase (work_at) where work_at is not null`);
  }
}
