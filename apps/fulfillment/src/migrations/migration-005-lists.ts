import { Migration } from '@mikro-orm/migrations';

/** Lists of many fulfillments, and of webhooks that a replay settled. */
export class Migration005Lists extends Migration {
  override up(): void {
    for (const statement of [
      `create index fulfillment_created on fulfillment (created_at desc, id desc)`,
      `create index fulfillment_status on fulfillment (status, created_at desc, id desc)`,
      `create index fulfillment_house on fulfillment (house_id, created_at desc, id desc)`,
      `create index fulfillment_campaign on fulfillment (campaign_id, created_at desc, id desc)`,
      `alter table webhook_inbox add column resolved_at timestamptz(3)`,
      `drop index webhook_inbox_rejected`,
      `create index webhook_inbox_rejected on webhook_inbox (id) where state = 'rejected' or resolved_at is not null`,
    ])
      this.addSql(statement);
  }
}
