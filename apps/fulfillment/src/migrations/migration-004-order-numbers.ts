import { Migration } from '@mikro-orm/migrations';

/** Parcels are found by the order number that a house names. */
export class Migration004OrderNumbers extends Migration {
  override up(): void {
    this.addSql(`create index fulfillment_order_number on fulfillment (order_number)`);
  }
}
