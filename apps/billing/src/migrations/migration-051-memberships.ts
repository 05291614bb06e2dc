import { Migration } from '@mikro-orm/migrations';

/** Products that bring a membership along, and the memberships that are to be looked at because a purchase changed. */
export class Migration051Memberships extends Migration {
  override up(): void {
    this.addSql('alter table product add column membership_name text');
    this.addSql('alter table purchase add column membership_name text');
    this.addSql(
      `create index purchase_membership on purchase (customer_id, membership_name) where membership_name is not null`,
    );
    this.addSql(`
      create table membership_errand (
        customer_id uuid not null,
        name text not null,
        due_at timestamptz(3) not null,
        tries int not null default 0,
        primary key (customer_id, name)
      )`);
    this.addSql('create index membership_errand_due on membership_errand (due_at)');
  }
}
