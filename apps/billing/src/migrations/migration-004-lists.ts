import { Migration } from '@mikro-orm/migrations';

/** What the lists of transactions, purchases and orders across customers are found by, newest first. */
export class Migration004Lists extends Migration {
  override up(): void {
    for (const statement of [
      'create index payment_transaction_newest on payment_transaction (occurred_at desc, id desc)',
      'create index payment_transaction_campaign on payment_transaction (campaign_id, occurred_at desc, id desc)',
      `create index payment_transaction_card on payment_transaction (card_last4, occurred_at desc, id desc)
         where card_last4 is not null`,
      // Most are sales that went through: those are found by the time alone.
      'create index payment_transaction_type on payment_transaction (type, occurred_at desc, id desc)',
      'create index payment_transaction_outcome on payment_transaction (outcome, occurred_at desc, id desc)',
      'create index purchase_newest on purchase (started_at desc, id desc)',
      'create index purchase_campaign on purchase (campaign_id, started_at desc, id desc)',
      'create index purchase_product on purchase (product_id, started_at desc, id desc)',
      'create index purchase_status on purchase (status, started_at desc, id desc)',
      'create index purchase_due on purchase (next_bill_at, id) where next_bill_at is not null',
      'create index purchase_due_of_campaign on purchase (campaign_id, next_bill_at, id) where next_bill_at is not null',
      'create index purchase_payment_method on purchase (payment_method_id) where payment_method_id is not null',
      'create index payment_method_card on payment_method (card_last4) where card_last4 is not null',
      `create index customer_order_call_center on customer_order (call_center_id, ordered_at desc, id desc)
         where call_center_id is not null`,
    ])
      this.addSql(statement);
  }
}
