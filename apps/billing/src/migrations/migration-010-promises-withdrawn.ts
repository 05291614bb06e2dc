import { Migration } from '@mikro-orm/migrations';

/** A promise is told from others of the same parcel by when its return was announced. */
export class Migration010PromisesWithdrawn extends Migration {
  override up(): void {
    this.addSql(`alter table refund_promise add column announced_at timestamptz(3)`);
  }
}
