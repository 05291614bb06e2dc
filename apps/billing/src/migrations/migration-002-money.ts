import { Migration } from '@mikro-orm/migrations';

/** What money needed when it had been used for a while. */
export class Migration002Money extends Migration {
  override up(): void {
    for (const statement of [
      'alter table payment_transaction add column keep_purchases boolean not null default false',
      'alter table purchase add column facts jsonb',
      'alter table purchase add column kept_after_refund boolean not null default false',
      `create index account_entry_credit_by on account_entry ((initiator->'actor'->>'id'), occurred_at)
         where kind = 'credit'`,
    ])
      this.addSql(statement);
  }
}
