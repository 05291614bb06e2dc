import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type Actor } from '@daybook/contracts';
import { rows } from '@daybook/persistence';
import type { BilledPurchase } from './billed-purchases';
import type { PaymentMethod } from './payment-method.entity';

/** A use by which a card would be charged, or become what is charged, although it was removed. */
interface Use {
  what: string;
  campaignId: string;
}

/** As many are named. */
const NAMED = 20;

/**
 * Makes sure that nothing is charged to a method any more.
 * @param purchases that are billed to it
 * @param actor is told of what lies in the own campaigns by name, and of other uses that there are some
 * @throws DomainError `billing.payment_method_in_use`
 */
export async function expectUnused(
  em: EntityManager,
  method: PaymentMethod,
  purchases: readonly BilledPurchase[],
  { campaignIds }: Actor,
): Promise<void> {
  const uses: Use[] = [
    ...purchases.map(({ id, productName, orderNumber, campaignId }) => ({
      what: `${productName} of order ${orderNumber} (purchase ${id})`,
      campaignId,
    })),
    ...(await orderUses(em, method)),
  ];
  if (uses.length === 0) return;
  const visible = uses.filter((use) => campaignIds === null || campaignIds.includes(use.campaignId));
  const named = visible.length === 0 ? ['something of another campaign'] : visible.map(({ what }) => what);
  throw new DomainError('billing.payment_method_in_use', {
    errors: named
      .slice(0, NAMED)
      .map((what) => ({ field: 'paymentMethodId', message: `is still charged for ${what}` })),
  });
}

/** Orders whose payment with the method is under way, waits for its capture, or for quality assurance. */
function orderUses(em: EntityManager, { id, customerId, token }: PaymentMethod): Promise<Use[]> {
  return rows<Use>(
    em,
    `select 'order ' || o.order_number || ' (' || case
              when bool_or(t.outcome in ('pending', 'unknown')) then 'a payment is under way'
              when bool_or(t.type = 'authorize') then 'its capture is to come'
              else 'it waits for quality assurance' end || ')' as what,
            o.campaign_id as "campaignId"
     from payment_transaction t join customer_order o on o.id = t.order_id
     where t.customer_id = $1 and t.type in ('sale', 'authorize')
       and (t.payment_method_id = $2 or (t.payment_method_id is null and o.payment_token = $3))
       and (t.outcome in ('pending', 'unknown')
         or (t.outcome = 'success' and not t.voided
           and (o.status = 'pending' or (t.type = 'authorize' and not t.captured and t.expired_at is null))))
     group by o.id, o.order_number, o.campaign_id
     order by o.order_number`,
    [customerId, id, token],
  );
}
