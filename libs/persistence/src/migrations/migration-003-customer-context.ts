import { Migration } from '@mikro-orm/migrations';

/** The shared small copy of what billing knows of a customer. */
export class Migration003CustomerContext extends Migration {
  override up(): void {
    this.addSql(`
      create table customer_context (
        customer_id uuid primary key,
        ordered_at timestamptz,
        context_time timestamptz,
        latest jsonb not null default '{}',
        order_numbers text[] not null default '{}',
        campaign_ids text[] not null default '{}',
        card_last_fours text[] not null default '{}'
      )`);
    this.addSql(`create index customer_context_order_numbers on customer_context using gin (order_numbers)`);
    this.addSql(
      `create index customer_context_card_last_fours on customer_context using gin (card_last_fours)`,
    );
    this.addSql(`create index customer_context_campaign_ids on customer_context using gin (campaign_ids)`);
  }
}
