import { Migration } from '@mikro-orm/migrations';

/** Which request for consent a purchase waits for: a link answers one. */
export class Migration062ConsentLinks extends Migration {
  override up(): void {
    this.addSql(`alter table purchase add column consent_request_id uuid`);
    this.addSql(
      `create unique index purchase_consent_request on purchase (consent_request_id) where consent_request_id is not null`,
    );
  }
}
