import { Migration } from '@mikro-orm/migrations';

/** Orders wait for quality assurance, are paid outside, and are run again after a decline. */
export class Migration021OrderJudging extends Migration {
  override up(): void {
    this.addSql(`
      alter table customer_order
        add column outside_payment jsonb,
        add column qa_cause text,
        add column declines int not null default 0,
        add column fields_told boolean not null default false`);
    this.addSql(`alter table payment_transaction add column then_refund boolean not null default false`);
    // Orders whose first payment is still under way have told nothing yet.
    this.addSql(`update customer_order set fields_told = true where status <> 'partial' or saved_partial`);
    this.addSql(`update customer_order set declines = 1 where status = 'declined'`);
  }
}
