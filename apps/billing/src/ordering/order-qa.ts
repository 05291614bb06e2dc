import { createHash } from 'node:crypto';
import type { QaCause } from '@daybook/contracts';
import type { Campaign } from '../catalog/campaign.entity';
import type { CheckedOrder } from './order-checks';
import type { Order } from '../orders/order.entity';

/**
 * Whether an order is one of those that a campaign has looked at. Drawn from its number: nobody can choose, a repeat
 * draws the same, and of many orders the rate is met.
 * @param rate percent
 */
export function pickedForQa(orderNumber: string, rate: number): boolean {
  const drawn = createHash('sha256').update(orderNumber).digest().readUInt32BE(0) / 2 ** 32;
  return drawn * 100 < rate;
}

/** Why quality assurance has to look at an order once it is paid; the gravest cause where there are several. */
export function qaCauseOf(
  order: Order,
  campaign: Campaign,
  { fraud, address }: CheckedOrder,
  shippingDeclined: boolean,
): QaCause | null {
  if (fraud?.answered === true && fraud.answer.verdict !== 'accept') return 'fraud_result';
  if (address?.answered === true && !address.answer.verified) return 'address_check';
  if (shippingDeclined) return 'shipping_declined';
  if (order.outsidePayment !== null) return 'outside_payment';
  return pickedForQa(order.orderNumber, campaign.qaRate) ? 'campaign_rate' : null;
}
