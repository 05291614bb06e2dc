import { Migration } from '@mikro-orm/migrations';

/**
 * What orders' custom fields and countries were and since when, and which rows were corrected by what came late. What
 * is known of orders from before stands in their events; a rebuild takes it in.
 */
export class Migration002OrderValues extends Migration {
  override up(): void {
    for (const statement of [
      `create table order_value (
         customer_id uuid not null,
         order_id uuid not null,
         since timestamptz not null,
         epoch bigint not null,
         sequence bigint not null,
         custom_fields json not null,
         country text,
         constraint order_value_pkey primary key (customer_id, order_id, since, epoch, sequence)
       )`,
      // Followers of the rows read again what was corrected after the position at which they stand.
      `create table activity_correction (
         position bigint not null,
         customer_id uuid not null,
         occurred_at timestamptz not null,
         id bigint not null,
         constraint activity_correction_pkey primary key (customer_id, position, occurred_at, id)
       )`,
      'create index activity_correction_by_position on activity_correction (position)',
    ])
      this.addSql(statement);
  }
}
