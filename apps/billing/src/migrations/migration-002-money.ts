import { Migration } from '@mikro-orm/migrations';

/** What money needed when it had been used for a while. */
export class Migration002Money extends Migration {
  override up(): void {
    for (const statement of [
      'alter table payment_transaction add column settlement_due_at timestamptz(3)',
      `create index payment_transaction_unsettled on payment_transaction (settlement_due_at, created_at)
         where captured and not settled and not voided and engine_id is null`,
      `alter table payment_transaction add column capture_failed_at timestamptz(3),
         add column capture_again_at timestamptz(3), add column expired_at timestamptz(3)`,
      // A declined capture is tried again; only one that goes through counts.
      'drop index payment_transaction_capture',
      `create unique index payment_transaction_capture on payment_transaction (parent_id)
         where type = 'capture' and outcome in ('pending', 'unknown', 'success')`,
      `create index payment_transaction_uncaptured on payment_transaction (created_at)
         where type = 'authorize' and outcome = 'success' and not captured and not voided`,
      'alter table billing_settings add column authorisation_days int not null default 7',
      'alter table payment_transaction add column keep_purchases boolean not null default false',
      'alter table purchase add column facts jsonb',
      'alter table purchase add column kept_after_refund boolean not null default false',
      `create index account_entry_credit_by on account_entry ((initiator->'actor'->>'id'), occurred_at)
         where kind = 'credit'`,
    ])
      this.addSql(statement);
  }
}
