import { Migration } from '@mikro-orm/migrations';

/** Facts that no state expected, and parked messages, are found among millions by what is new of them. */
export class Migration060UnexpectedFacts extends Migration {
  override up(): void {
    this.addSql(
      `create index journal_unexpected on journal (recorded_at desc, id desc) where event #>> '{data,unexpected}' = 'true'`,
    );
    this.addSql(
      `create index intake_message_parked_newest on intake_message (received_at desc, engine_id desc, message_id desc)
         where state = 'parked'`,
    );
  }
}
