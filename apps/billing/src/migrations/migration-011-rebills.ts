import { Migration } from '@mikro-orm/migrations';

/** The billing of cycles: discounts of purchases, recycle profiles, and one transaction for each try. */
export class Migration011Rebills extends Migration {
  override up(): void {
    this.addSql(`
      create table recycle_profile (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        tries jsonb not null,
        minimum_amount numeric(19,4),
        currency char(3),
        retired boolean not null default false
      )`);
    this.addSql(`create unique index recycle_profile_name on recycle_profile (lower(name))`);
    this.addSql(`
      alter table campaign
        add column recycle_profile_id uuid references recycle_profile (id) deferrable initially deferred`);
    this.addSql(`
      alter table purchase
        add column discount jsonb,
        add column billings int not null default 1`);
    this.addSql(`alter table payment_transaction add column run int`);
    // Whatever goes wrong, a try at a cycle is one transaction, and so one charge.
    this.addSql(`
      create unique index payment_transaction_rebill on payment_transaction (purchase_id, run, cycle, attempt)
      where run is not null`);
  }
}
