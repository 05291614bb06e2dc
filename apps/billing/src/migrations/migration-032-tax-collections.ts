import { Migration } from '@mikro-orm/migrations';

/** Taxes that were paid and are to be booked at the tax service. */
export class Migration032TaxCollections extends Migration {
  override up(): void {
    this.addSql(`
      create table tax_collection (
        transaction_id uuid primary key references payment_transaction (id) deferrable initially deferred,
        order_id uuid not null,
        due_at timestamptz(3) not null
      )`);
    this.addSql(`create index tax_collection_due on tax_collection (due_at)`);
    this.addSql(`create index membership_customer on membership (customer_id, started_at desc, id desc)`);
  }
}
