import { Migration } from '@mikro-orm/migrations';

/** Where orders are to go whose address was changed, and when each parcel was told where it goes. */
export class Migration003OrderAddresses extends Migration {
  override up(): void {
    this.addSql(`
      create table order_address (
        order_id uuid primary key,
        customer_id uuid not null,
        address jsonb not null,
        as_of timestamptz(3) not null
      )`);
    this.addSql(`create index order_address_customer on order_address (customer_id)`);
    this.addSql(`alter table fulfillment add column addressed_at timestamptz(3)`);
    this.addSql(`update fulfillment set addressed_at = created_at`);
    this.addSql(`alter table fulfillment alter column addressed_at set not null`);
  }
}
