import { LockMode } from '@mikro-orm/core';
import { DomainError, newId, type Actor, type Call, type OrderView } from '@daybook/contracts';
import { rows, UnitOfWork } from '@daybook/persistence';
import { testActor } from '@daybook/testing';
import { AccountService } from '../../accounts/account.service';
import { ShipmentsConsumer } from '../../payments/captures/shipments.consumer';
import { OrderChangesService } from '../../ordering/order-changes.service';
import { OrderRefundsService } from '../../payments/refunds/order-refunds.service';
import { OrdersService } from '../../ordering/orders.service';
import { Order } from '../../orders/order.entity';
import { PaymentsService } from '../../payments/payments.service';
import { CancellationsService } from '../../purchases/changes/cancellations.service';
import { PurchaseChangesController } from '../../purchases/changes/purchase-changes.controller';
import { ForceBillService } from '../../purchases/rebills/force-bill.service';
import { RefundQueueService } from '../../payments/refunds/refund-queue.service';
import { tryByItself } from '../../payments/refunds/refund-tries';
import { RefundsService } from '../../payments/refunds/refunds.service';
import { ChargebacksService } from '../../payments/chargebacks/chargebacks.service';
import { address, type BillingFixture } from '../billing-fixture';
import { givenOf, SEEN, RECORDED } from './money-seen';
import { ParcelsState } from './parcels-state';
import { amountOf, callOf, paymentOf, usd, wanted } from './sales-requests';
import type { Outcome } from './sales-outcomes';
import type { Campaign, ChargeStep, Point, PurchaseStep, QueueStep, Step } from './sales-steps';

/** What the world sells, by the names that steps have for it. */
export interface Wares {
  productId: string;
  points: Record<Point, string>;
  campaigns: Record<Campaign, string>;
}

/** An order as the database has it. */
export interface SeenOrder {
  id: string;
  orderNumber: string;
  customerId: string;
  version: number;
  status: string;
  field: string;
  purchaseId: string | null;
  purchase: object | null;
  charges: { id: string; seen: object }[];
  /** Its refunds that failed, those of its first charge first. */
  queue: { id: string; seen: object }[];
  /** What was promised for its parcels, and not withdrawn, the smallest first. */
  promises: { cents: number; open: boolean }[];
}

/** Does steps for real: in billing's services, on a real database, with a processor over HTTP. */
export class SalesState {
  private readonly orderIds: string[] = [];
  private readonly people: Readonly<Record<'asker' | 'lead', Actor>>;
  /** Whatever is told from now on has a later one. */
  private readonly began = newId();
  private orders: SeenOrder[] = [];
  private readonly parcels = new ParcelsState(
    (service) => this.get(service),
    (orderId) => this.carryOut(orderId),
  );

  constructor(
    private readonly billing: BillingFixture,
    private readonly wares: Wares,
    limits: Readonly<Record<'asker' | 'lead', number | null>>,
  ) {
    const limited = (cents: number | null): Actor =>
      testActor({ refundLimit: cents === null ? null : usd(cents) });
    this.people = { asker: limited(limits.asker), lead: limited(limits.lead) };
  }

  /** Does a step, and says how it was answered. One that is repeated under its key must be answered the same. */
  async apply(step: Step, place: number | null, repeated: boolean): Promise<Outcome> {
    const order = this.orders[place ?? -1];
    if (step.do !== 'create' && order === undefined) return 'skipped';
    const call = callOf(this.people.asker);
    try {
      const answer = await this.act(step, order, call);
      if (answer === 'skipped') return 'skipped';
      if (step.do === 'create') this.orderIds.push((answer as OrderView).id);
      if (repeated && isRepeatable(step)) expect(await this.act(step, order, call)).toEqual(answer);
      return 'done';
    } catch (error) {
      if (error instanceof DomainError) return { refusal: error.code };
      throw error;
    }
  }

  /** Every order as the database has it now, in the order in which they were made. */
  async look(): Promise<readonly SeenOrder[]> {
    const found = await this.read<SeenOrder>(SEEN, [this.orderIds]);
    this.orders = this.orderIds.flatMap((id) => found.find((order) => order.id === id) ?? []);
    return this.orders;
  }

  /** All that somebody gave back, or means to: it went through, or waits in the queue, in cents. */
  async givenBy(who: 'asker' | 'lead'): Promise<number> {
    return givenOf(this.work, this.people[who].id);
  }

  /** What the journal says of the money of each order that went back, or did not, in no order. */
  async recorded(): Promise<string[][]> {
    const found = await this.read<{ id: string; what: string }>(RECORDED, [this.began, this.orderIds]);
    return this.orderIds.map((id) =>
      found
        .filter((one) => one.id === id)
        .map(({ what }) => what)
        .sort(),
    );
  }

  private async act(step: Step, order: SeenOrder | undefined, call: Call): Promise<object | 'skipped'> {
    if (step.do === 'create') return this.get(OrdersService).create(this.input(step), call);
    if (order === undefined) return 'skipped';
    const { id } = order;
    if ('charge' in step) {
      const charge = order.charges[step.charge % Math.max(1, order.charges.length)];
      return charge === undefined ? 'skipped' : this.onCharge(step, charge.id, call);
    }
    if ('entry' in step) {
      const entry = order.queue[step.entry % Math.max(1, order.queue.length)];
      return entry === undefined ? 'skipped' : this.onEntry(step, order.id, entry.id, call);
    }
    if ('parcel' in step) return this.parcels.apply(step, order, call);
    switch (step.do) {
      case 'complete':
        return this.get(OrdersService).complete({ id, payment: paymentOf(step.payment) }, call);
      case 'rerun': {
        const payment = step.payment === 'same' ? {} : { payment: paymentOf(step.payment) };
        return this.get(OrdersService).rerun({ id, ...payment }, call);
      }
      case 'judge': {
        const decision = step.approve ? 'approve' : 'decline';
        const judged = await this.changes.judge({ id, decision, reason: 'Looked at' }, call);
        await this.carryOut(id);
        return judged;
      }
      case 'cancel':
        return this.changes.cancel({ id, reason: 'Changed their mind', refund: step.refund }, call);
      case 'set field':
        return this.changes.change(
          { id, customFields: { source: step.value } },
          { ...call, ifMatch: order.version },
        );
      case 'refund order':
        return this.get(OrderRefundsService).refund({ id, reason: 'Broken', ...wanted(step) }, call);
      case 'let refunds fail':
        this.billing.processor.declineRefunds(order.orderNumber, step.fail);
        return {};
      case 'credit': {
        const credit = { id: order.customerId, amount: usd(step.cents), reason: 'Sorry' };
        return this.get(AccountService).credit(credit, call);
      }
      case 'settle':
        this.billing.processor.settle(order.orderNumber);
        return {};
      case 'ship':
        return this.ship(order);
      default:
        return order.purchaseId === null ? 'skipped' : this.onPurchase(step, order.purchaseId, call);
    }
  }

  private onPurchase(step: PurchaseStep, id: string, call: Call): Promise<object> {
    const purchases = this.get(PurchaseChangesController);
    switch (step.do) {
      case 'set quantity':
        return purchases.change({ id, quantity: step.quantity }, call);
      case 'force bill':
        return this.get(ForceBillService).forceBill({ id }, call);
      case 'cancel purchase':
        return this.get(CancellationsService).cancel({ id, reason: 'Too dear' }, call);
      case 'restart purchase':
        return purchases.restart({ id }, call);
      case 'pause purchase':
        return purchases.pause({ id, months: 1, when: 'now' }, call);
      case 'resume purchase':
        return purchases.resume({ id }, call);
    }
  }

  private onCharge(step: ChargeStep, id: string, call: Call): Promise<object> {
    const reason = 'Broken';
    switch (step.do) {
      case 'void':
        return this.get(RefundsService).void({ id, reason }, call);
      case 'refund':
        return this.get(RefundsService).refund({ id, reason, ...wanted(step) }, call);
      case 'refund outside':
        return this.get(RefundsService).recordOutside({ id, reason, ...amountOf(step.cents) }, call);
      case 'charge back':
        return this.get(ChargebacksService).enter({ id, reason, ...amountOf(step.cents) }, call);
      case 'revert chargeback':
        return this.get(ChargebacksService).revert({ id, reason }, call);
    }
  }

  private async onEntry(
    step: QueueStep,
    orderId: string,
    id: string,
    call: Call,
  ): Promise<object | 'skipped'> {
    switch (step.do) {
      case 'take out':
        return this.get(RefundQueueService).remove({ id, reason: 'Paid in cash' }, call);
      case 'try by hand':
        return this.get(RefundQueueService).retry({ id }, { ...call, actor: this.people[step.by] });
      case 'try by itself': {
        const tried = await this.work.transaction(async (em) => {
          const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
          const inTwoDays = new Date(Date.now() + 2 * 86_400_000);
          return tryByItself(em, await em.findOneOrFail(Order, { id: orderId }, lock), id, inTwoDays);
        });
        await this.carryOut(orderId);
        return tried ? {} : 'skipped';
      }
    }
  }

  /** Tells, as fulfillment would, that a parcel has left. */
  private async ship(order: SeenOrder): Promise<object | 'skipped'> {
    const open = order.charges.some(({ seen }) => {
      const { type, captured, voided } = seen as Record<string, unknown>;
      return type === 'authorize' && captured === false && voided === false;
    });
    if (order.status !== 'complete' || !open) return 'skipped';
    const event = {
      id: newId(),
      type: 'fulfillment.fulfillment.shipped',
      correlationid: newId(),
      data: { context: { orderId: order.id }, about: {} },
    };
    await this.work.transaction((em) =>
      this.get(ShipmentsConsumer).apply(em, [event] as unknown as Parameters<ShipmentsConsumer['apply']>[1]),
    );
    await this.carryOut(order.id);
    return {};
  }

  /** What recovery would do in a moment. */
  private async carryOut(orderId: string): Promise<void> {
    for (;;) {
      const [open] = await this.read<{ id: string }>(
        `select id from payment_transaction where order_id = $1 and outcome in ('pending', 'unknown') limit 1`,
        [orderId],
      );
      if (open === undefined) return;
      await this.get(PaymentsService).carryOut(open.id, true);
    }
  }

  private input({ point, campaign, quantity, payment }: Step & { do: 'create' }) {
    return {
      customerId: newId(),
      campaignId: this.wares.campaigns[campaign],
      items: [{ productId: this.wares.productId, pricePointId: this.wares.points[point], quantity }],
      shippingAddress: address,
      customFields: { source: 'radio' },
      ...(payment === 'later' ? { status: 'partial' as const } : { payment: paymentOf(payment) }),
    };
  }

  private read<T>(sql: string, params: unknown[]): Promise<T[]> {
    return this.work.read((em) => rows<T>(em, sql, params));
  }

  private get work(): UnitOfWork {
    return this.get(UnitOfWork);
  }

  private get changes(): OrderChangesService {
    return this.get(OrderChangesService);
  }

  private get<T>(service: new (...args: never[]) => T): T {
    const [running] = this.billing.services;
    if (running === undefined) throw new Error('billing does not run');
    return running.app.get<T>(service);
  }
}

/** A step that has an idempotency key of its own. */
function isRepeatable(step: Step): boolean {
  return !['settle', 'ship', 'let refunds fail', 'try by itself', 'returns', 'withdraw'].includes(step.do);
}
