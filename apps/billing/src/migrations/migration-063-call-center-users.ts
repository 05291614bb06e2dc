import { Migration } from '@mikro-orm/migrations';

/** Billing's copy of who works for which call center. */
export class Migration063CallCenterUsers extends Migration {
  override up(): void {
    this.addSql(`
      create table call_center_user (
        user_id uuid primary key,
        call_center_id uuid,
        as_of timestamptz(3) not null
      )`);
    this.addSql(`create index call_center_user_center on call_center_user (call_center_id)`);
  }
}
