import {
  CancelOrder,
  CaptureTransaction,
  ChargeAccount,
  CreateCampaign,
  CreditAccount,
  DomainError,
  EnterChargeback,
  ForceBill,
  JudgeOrder,
  newId,
  PromiseRefund,
  ReadOrder,
  RecordOutsideRefund,
  RefundOrder,
  RefundTransaction,
  RestartPurchase,
  VoidTransaction,
  type Operation,
  type OrderView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../billing-fixture';
import { emitFrom } from '../foreign-event';
import { REFUSED } from './money-states';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const reason = 'Broken';

describe('Whatever is done in whatever state the money of an order is', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let judged: string;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
    const terms = { baseCurrency: 'USD', countries: [], captureAt: 'sale', qaRate: 100 };
    const made = { name: `Judged ${newId()}`, categoryId: shop.categoryId, ...terms };
    judged = (await billing.caller.call(CreateCampaign, made)).id;
  }, 120_000);
  afterAll(() => billing.stop());

  const keyed = (operation: Operation, input: object): Promise<unknown> =>
    billing.caller.call(operation, input, testActor(), { idempotencyKey: newId() });
  const sold = (changes: object = {}): Promise<OrderView> =>
    billing.order(billing.orderInput(shop, changes, shop.monthly));
  const settled = async (changes: object = {}): Promise<OrderView> => {
    const order = await sold(changes);
    billing.processor.settle(order.orderNumber);
    return order;
  };
  const after = async (order: OrderView, ...acts: [Operation, object][]): Promise<OrderView> => {
    for (const [operation, input] of acts) await keyed(operation, { reason, ...input });
    return order;
  };
  const back = async (changes: object, amount?: string, inQa = false): Promise<OrderView> => {
    const order = await settled(inQa ? { campaignId: judged } : {});
    const part = amount === undefined ? {} : { amount: usd(amount) };
    return after(order, [EnterChargeback, { id: order.payment?.id, ...part, ...changes }]);
  };
  const refunded = async (amount?: string, changes: object = {}): Promise<OrderView> => {
    const order = await settled(changes);
    return after(order, [
      RefundOrder,
      { id: order.id, ...(amount === undefined ? {} : { amount: usd(amount) }) },
    ]);
  };

  const states: Record<string, () => Promise<OrderView>> = {
    declined: () => sold({ payment: { token: 'tok_hard_decline' } }),
    authorised: () => sold({ campaignId: shop.shipmentCampaignId }),
    captured: () => sold(),
    settled: () => settled(),
    'partly refunded': () => refunded('5.00'),
    refunded: () => refunded(),
    voided: async () => {
      const order = await sold();
      return after(order, [RefundOrder, { id: order.id }]);
    },
    'partly charged back': () => back({}, '5.00'),
    'charged back': () => back({}),
    'refund failed': async () => {
      const order = await settled();
      billing.processor.declineRefunds(order.orderNumber, true);
      await keyed(RefundOrder, { id: order.id, reason });
      billing.processor.declineRefunds(order.orderNumber, false);
      return order;
    },
    'in QA': () => settled({ campaignId: judged }),
    'in QA, partly refunded': () => refunded('5.00', { campaignId: judged }),
    'in QA, refunded': () => refunded(undefined, { campaignId: judged }),
    'in QA, charged back': () => back({}, undefined, true),
  };

  const purchaseOf = ({ items }: OrderView): string | undefined => items[0]?.purchaseId;
  const commands: Record<string, (order: OrderView) => Promise<unknown>> = {
    approve: ({ id }) => keyed(JudgeOrder, { id, decision: 'approve', reason }),
    'decline in QA': ({ id }) => keyed(JudgeOrder, { id, decision: 'decline', reason }),
    cancel: ({ id }) => keyed(CancelOrder, { id, reason }),
    'cancel with refund': ({ id }) => keyed(CancelOrder, { id, reason, refund: true }),
    'refund the order': ({ id }) => keyed(RefundOrder, { id, reason }),
    'RMA with refund': async (order) => {
      const fulfillmentId = newId();
      await keyed(PromiseRefund, { id: order.id, fulfillmentId, amount: usd('39.90'), reason });
      await returns(order, fulfillmentId);
    },
    'RMA with a part': async (order) => {
      const fulfillmentId = newId();
      await keyed(PromiseRefund, { id: order.id, fulfillmentId, amount: usd('10.00'), reason });
      await returns(order, fulfillmentId);
    },
    'refund the charge': ({ payment }) => keyed(RefundTransaction, { id: payment?.id, reason }),
    void: ({ payment }) => keyed(VoidTransaction, { id: payment?.id, reason }),
    'mark refunded': ({ payment }) => keyed(RecordOutsideRefund, { id: payment?.id, reason }),
    'charge back': ({ payment }) => keyed(EnterChargeback, { id: payment?.id, reason }),
    capture: ({ payment }) => keyed(CaptureTransaction, { id: payment?.id }),
    'force bill': async (order) => keyed(ForceBill, { id: purchaseOf(order) ?? newId() }),
    restart: async (order) => keyed(RestartPurchase, { id: purchaseOf(order) ?? newId() }),
    'credit the account': ({ customerId: id }) => keyed(CreditAccount, { id, amount: usd('5.00'), reason }),
    'charge the account': ({ customerId: id }) => keyed(ChargeAccount, { id, amount: usd('5.00'), reason }),
  };

  const returns = async (order: OrderView, fulfillmentId: string): Promise<void> => {
    const context = { customerId: order.customerId, orderId: order.id };
    await emitFrom(billing, 'fulfillment', 'fulfillment.rma.returned', context, {
      about: { orderId: order.id, fulfillmentId },
    });
    await eventually('the promise is done', async () => {
      const sql = 'select from refund_promise where fulfillment_id = $1 and settled_at is not null';
      return (await billing.database.query(sql, [fulfillmentId])).length === 1;
    });
  };

  it.each(Object.keys(states))(
    '%s: it is done or refused by name, and its money adds up',
    async (state) => {
      const refused: Record<string, string> = {};
      for (const [name, act] of Object.entries(commands)) {
        const order = await states[state]?.();
        if (order === undefined) throw new Error(`${state} is no state`);
        const now = await billing.caller.call(ReadOrder, { id: order.id });
        await act(now).catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
          const code = error.code.replace('billing.', '');
          refused[code] = code in refused ? `${refused[code]}, ${name}` : name;
        });
        await eventually('nothing of it is pending', async () => {
          const sql = `select from payment_transaction where order_id = $1 and outcome in ('pending', 'unknown')`;
          return (await billing.database.query(sql, [order.id])).length === 0;
        });
        const over = `select from payment_transaction where order_id = $1 and refunded > amount`;
        expect([name, await billing.database.query(over, [order.id])]).toEqual([name, []]);
        const moved = (types: string[], sign: number): number =>
          billing.processor.effects
            .filter((one) => types.includes(one.type) && (one.reference ?? one.of) === order.orderNumber)
            .reduce((sum, { amount }) => sum + sign * Math.round(Number(amount) * 100), 0);
        expect([name, moved(['charge'], 1) + moved(['void', 'refund'], -1) >= 0]).toEqual([name, true]);
      }
      expect(refused).toEqual(REFUSED[state]);
    },
    120_000,
  );
});
