import { Migration } from '@mikro-orm/migrations';
import { catalogTables } from './tables/catalog-tables';
import { copyTables } from './tables/copy-tables';
import { engineTables } from './tables/engine-tables';
import { orderTables } from './tables/order-tables';
import { paymentTables } from './tables/payment-tables';
import { purchaseTables } from './tables/purchase-tables';

/** All that billing had when it was first released: a table stands after those that it refers to. */
export class Migration001Tables extends Migration {
  override up(): void {
    this.addSql('create extension if not exists pg_trgm');
    for (const statement of [
      ...catalogTables,
      ...engineTables,
      ...orderTables,
      ...purchaseTables,
      ...paymentTables,
      ...copyTables,
    ])
      this.addSql(statement);
  }
}
