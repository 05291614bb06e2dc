import { Migration } from '@mikro-orm/migrations';

/** Webhooks wait until a worker applies them. */
export class Migration006WaitingWebhooks extends Migration {
  override up(): void {
    for (const statement of [
      `alter table webhook_inbox
         add column attempts int not null default 0,
         add column next_try_at timestamptz(3),
         add column traceparent text,
         drop constraint webhook_inbox_state_check,
         add constraint webhook_inbox_state_check check (state in ('waiting', 'applied', 'parked', 'rejected'))`,
      `create index webhook_inbox_waiting on webhook_inbox (id) where state = 'waiting'`,
      `create index webhook_inbox_waiting_of on webhook_inbox (fulfillment_id, id) where state = 'waiting'`,
    ])
      this.addSql(statement);
  }
}
