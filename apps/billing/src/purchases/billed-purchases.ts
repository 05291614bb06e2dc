import { firstRow, rows } from '@daybook/persistence';
import type { BilledPurchases } from '../payments/methods/billed-purchases';

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

  async replace(em, replaced, by) {
    await rows(em, 'update purchase set payment_method_id = $1 where payment_method_id = $2', [
      by.id,
      replaced.id,
    ]);
  },
};
