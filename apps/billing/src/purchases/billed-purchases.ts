import { firstRow, rows } from '@daybook/persistence';
import type { BilledPurchases } from '../payments/methods/billed-purchases';
import { liveStatuses } from './purchase-transitions';

/** How purchases go with the payment methods that they are billed to. */
export const billedPurchases: BilledPurchases = {
  async activeProductOf(em, customerId) {
    const row = await firstRow<{ product_name: string }>(
      em,
      `select product_name from purchase where customer_id = $1 and status in ('trial', 'active')
       order by started_at desc, id desc limit 1`,
      [customerId],
    );
    return row?.product_name;
  },

  async billTo(em, orderId, method) {
    await rows(
      em,
      `update purchase set payment_method_id = $1
       where order_id = $2 and engine_id is null and payment_method_id is null`,
      [method.id, orderId],
    );
  },

  billedTo(em, { id, customerId, token }) {
    return rows(
      em,
      `select p.id, p.product_name as "productName", p.order_number as "orderNumber", p.campaign_id as "campaignId"
       from purchase p join customer_order o on o.id = p.order_id
       where p.customer_id = $1 and p.engine_id is null and p.status = any ($2::text[])
         and (p.payment_method_id = $3 or (p.payment_method_id is null and o.payment_token = $4))
       order by p.started_at, p.id`,
      [customerId, liveStatuses, id, token],
    );
  },

  async replace(em, replaced, by) {
    await rows(em, 'update purchase set payment_method_id = $1 where payment_method_id = $2', [
      by.id,
      replaced.id,
    ]);
  },
};
