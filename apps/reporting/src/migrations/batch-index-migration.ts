import { Migration } from '@mikro-orm/migrations';

/** Every answer looks for the batches of the last seconds: among those of a day, of which there may be a million. */
export class BatchIndex extends Migration {
  override up(): void {
    this.addSql('create index report_batch_recent on report_batch (producer, epoch, committed_at)');
  }
}
