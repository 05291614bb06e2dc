import { Refused } from '../../../clients/http-client';
import type { OrderView, Page, RefundQueueEntryView } from '@daybook/contracts';
import type { CustomerLife } from '../customer-life';
import { soon } from '../demo-world';
import { episode, type Episode } from './episode';

const chargeOf = ({ order }: CustomerLife): string => `/transactions/${order.payment?.id}`;
const why = (reason: string): object => ({ reason });

/** What becomes of orders and of what was paid for them. */
export const ORDER_EPISODES: Readonly<Record<string, Episode>> = {
  partialSale: episode({ partial: true }, async (life) => {
    life.later(3, async () => {
      const payment = { token: await life.card() };
      await life.post(`/orders/${life.order.id}/complete`, { payment });
    });
  }),
  partialLeft: episode({ partial: true }, () => Promise.resolve()),
  declineSaved: episode({ token: 'tok_soft_decline' }, async (life) => {
    const payment = { token: await life.card() };
    life.order = await life.post<OrderView>(`/orders/${life.order.id}/rerun`, { payment });
  }),
  declined: episode({ token: 'tok_hard_decline' }, (life) =>
    life.post(`${life.path}/notes`, { text: 'The bank refuses the card; will call again with another one' }),
  ),
  fraudSuspected: episode({ campaign: 'vital', street: 'Shady Street' }, (life) => judge(life, 'decline')),
  addressUnknown: episode({ campaign: 'nightRest', street: 'Lost Lane' }, (life) => judge(life, 'approve')),
  paidOutside: episode({}, async (life) => {
    await life.post(`/orders/${life.order.id}/emails`, { kind: 'welcome' });
  }),
  fieldChanged: episode({}, async (life) => {
    const { id, version } = await life.world.admin.get<OrderView>(`/orders/${life.order.id}`);
    const customFields = { Source: 'Friend', Coupon: `SAVE${5 * (1 + life.draw.below(4))}` };
    await life.agent.client.patch(`/orders/${id}`, { customFields }, version);
  }),
  orderCancelled: episode({}, (life) =>
    life.post(`/orders/${life.order.id}/cancel`, why('Changed their mind on the phone')),
  ),
  voided: episode({ campaign: 'glowEurope' }, (life) =>
    life.post(`${chargeOf(life)}/void`, why('Ordered twice by mistake'), life.lead.client),
  ),
  orderRefunded: episode({ campaign: 'vital' }, async (life) => {
    life.later(30, () => refundOrder(life, {}));
  }),
  refundedInPart: episode({ campaign: 'glowUk' }, async (life) => {
    life.later(28, () => {
      const terms = { amount: life.money('3.00'), reason: 'One bottle was half empty', purchases: 'keep' };
      return life.post(`${chargeOf(life)}/refund`, terms, life.lead.client);
    });
  }),
  purchaseKept: episode({ campaign: 'glowEurope', product: 'serum' }, async (life) => {
    life.later(29, () => refundOrder(life, { purchases: 'keep' }));
  }),
  refundFails: episode({ campaign: 'vital', token: 'tok_refund_fails' }, async (life) => {
    life.later(26, () => refundOrder(life, {}));
  }),
  refundGivenUp: episode({ campaign: 'vital', token: 'tok_refund_fails' }, async (life) => {
    life.later(26, async () => {
      await refundOrder(life, {});
      const queue = '/refund-queue?limit=200&status=waiting&status=trying';
      const entry = await soon(async () =>
        (await life.world.admin.get<Page<RefundQueueEntryView>>(queue)).items.find(
          ({ orderId }) => orderId === life.order.id,
        ),
      );
      await life.lead.client.post(`/refund-queue/${entry.id}/retry`).catch(ignoreRefusal);
      life.later(2, () =>
        life.lead.client.post(`/refund-queue/${entry.id}/remove`, why('Sent a cheque instead')),
      );
    });
  }),
  refundedOutside: episode({ campaign: 'glowEurope' }, (life) =>
    life.post(
      `${chargeOf(life)}/refund-outside`,
      why('By bank transfer'),
      life.world.colleague('nora').client,
    ),
  ),
  chargeback: episode({ campaign: 'slim' }, async (life) => {
    life.later(34, () => chargeBack(life));
  }),
  chargebackWon: episode({ campaign: 'slim' }, async (life) => {
    life.later(30, async () => {
      await chargeBack(life);
      life.later(40, () =>
        life.world
          .colleague('nora')
          .client.send('DELETE', `${chargeOf(life)}/chargeback?reason=Proof+of+delivery+was+accepted`),
      );
    });
  }),
  captureFails: episode({ campaign: 'glow', token: 'tok_capture_fails' }, async (life) => {
    const parcel = { trackingNumber: `1Z${life.number}`, carrier: 'UPS' };
    life.later(5, () => life.houseReports('shipped', parcel));
  }),
  taxFailed: episode({ campaign: 'glowUk', product: 'serum' }, async (life) => {
    const { id: orderId } = life.order;
    const failed = { orderId, provider: 'TaxCloud', responseCode: 'T-504' };
    await life.world.engineReports('evergreen', 'tax.calculation_failed', failed);
    await life.world.engineReports('evergreen', 'tax.collection_failed', { ...failed, responseCode: 'T-17' });
    const scored = { orderId, provider: 'Shield', verdict: 'review', score: 61 };
    await life.world.engineReports('evergreen', 'fraud.scored', scored);
  }),
};

/** The customer's bank takes the charge back. */
export async function chargeBack(life: CustomerLife): Promise<void> {
  const { draw } = life;
  const reasonCode = draw.pick(['10.4', '13.1', '13.2', '13.7']);
  const entered = { reason: 'Reported by the acquirer', reasonCode };
  await life.world.colleague('nora').client.put(`${chargeOf(life)}/chargeback`, entered);
}

/** Whoever may gives back what was paid. */
export async function refundOrder(life: CustomerLife, terms: object): Promise<void> {
  const reason = life.draw.pick([
    'Not as expected',
    'Arrived too late',
    'Did not know it was a subscription',
  ]);
  await life.post(`/orders/${life.order.id}/refund`, { reason, ...terms }, life.lead.client);
}

/** Quality assurance decides, some hours later. */
async function judge(life: CustomerLife, decision: 'approve' | 'decline'): Promise<void> {
  if (life.order.status !== 'pending') return;
  life.later(2, async () => {
    const reason = decision === 'approve' ? 'Called back, all is well' : 'Nobody answers under this number';
    life.order = await life.post<OrderView>(
      `/orders/${life.order.id}/qa`,
      { decision, reason },
      life.lead.client,
    );
  });
}

/** Orders that wait for quality assurance are mostly approved. */
export function judgeIfPending(life: CustomerLife): Promise<void> {
  return judge(life, life.draw.chance(80) ? 'approve' : 'decline');
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
