import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CaseView, CustomerView, OrderView, Page, ServiceRecordView } from '@daybook/contracts';
import type { Tally, DoneActivity } from './tally';
import type { LoadEngine } from './load-engine';
import type { LoadHouse } from './load-house';
import { Unintended, type Measurements } from './measurements';
import type { RateLimiter } from './rate-limiter';
import { agentStep, agentSteps, isBilled, type AgentStep, type Catalog, type Story } from './load-plan';
import type { NightlyRefunds } from './nightly-refunds';
import type { SignedIn, LoadSetup } from './load-setup';

/** What all agents share. */
export interface LoadContext {
  setup: LoadSetup;
  catalog: Catalog;
  tally: Tally;
  measurements: Measurements;
  limiter: RateLimiter;
  engine: LoadEngine;
  house: LoadHouse;
  refunds: NightlyRefunds;
  /** Milliseconds that an agent usually thinks before a step. */
  thinkMs: number;
}

const TOKENS: Readonly<Record<string, string>> = { soft: 'tok_soft_decline', hard: 'tok_hard_decline' };

/** One customer's story as one agent serves it. */
export class AgentSession {
  private customer!: CustomerView;
  private order: OrderView | undefined;
  private case: CaseView | undefined;
  private record: ServiceRecordView | undefined;

  constructor(
    private readonly context: LoadContext,
    private readonly agent: SignedIn,
    private readonly story: Story,
  ) {}

  /** Does step after step, each after some thought. An answer that nobody meant ends the story. */
  async serve(): Promise<void> {
    const { context, story } = this;
    const times = agentSteps(story, context.catalog);
    const steps = agentStep.flatMap((step) => Array.from({ length: times[step] }, () => step));
    try {
      for (const [index, step] of steps.entries()) {
        await delay(context.thinkMs * (story.think[index % story.think.length] ?? 1));
        await context.limiter.turn();
        await this.steps[step]();
      }
    } catch (error) {
      if (!(error instanceof Unintended)) throw error;
    }
  }

  private readonly steps: Readonly<Record<AgentStep, () => Promise<void>>> = {
    search: async () => {
      const { name } = this.story.person;
      await this.get('search', `/customers?query=${encodeURIComponent(name)}&limit=10`);
    },
    create: async () => {
      const { name, email, phone: number, address } = this.story.person;
      this.customer = await this.post<CustomerView>('create customer', '/customers', {
        name,
        emails: [{ address: email, primary: true }],
        phones: [{ number, label: 'mobile' }],
        addresses: [{ purpose: 'shipping', ...address }],
      });
      this.did('customers.customer.created');
    },
    update: async () => {
      const { client } = this.agent;
      await this.context.measurements.call('update customer', () =>
        client.try('PATCH', `/customers/${this.customer.id}`, { body: { tags: ['vip'] } }),
      );
      this.did('customers.customer.updated');
    },
    order: () => this.placeOrder(),
    complete: async () => {
      this.order = await this.post<OrderView>(
        'complete order',
        `/orders/${this.order?.id}/complete`,
        { payment: { token: 'tok_success' } },
        ({ status }) => status,
      );
      this.sold(this.order);
    },
    note: async () => {
      const text = `Asked about order and delivery, ${this.story.source}`;
      await this.post('note', `/customers/${this.customer.id}/notes`, { text });
      this.did('customers.note.added');
    },
    look: () => this.get('timeline', `/customers/${this.customer.id}/activity`),
    'open-case': async () => {
      this.case = await this.post<CaseView>('open case', '/cases', {
        customerId: this.customer.id,
        subject: 'Where is my parcel?',
        channel: 'phone',
      });
      this.did('cases.case.opened');
    },
    'take-case': async () => {
      await this.many('take case', '/cases/take', {});
      this.did('cases.case.taken');
    },
    reply: async () => {
      await this.post('reply', `/cases/${this.case?.id}/replies`, { text: 'It is on its way.' });
      this.did('cases.case.replied');
    },
    resolve: async () => {
      await this.many('resolve case', '/cases/resolve', { reason: 'Explained to the customer' });
      this.did('cases.case.resolved');
    },
    'start-record': async () => {
      this.record = await this.post<ServiceRecordView>('start record', '/service-records', {
        customerId: this.customer.id,
        channel: 'phone',
        conversation: { text: 'Asked how often to use it.' },
      });
      this.did('cases.record.started', 'cases.conversation.recorded');
    },
    'end-record': async () => {
      await this.post('end record', `/service-records/${this.record?.id}/end`, { result: 'completed' });
      this.did('cases.record.ended');
    },
    after: () => this.doAfter(),
  };

  private async placeOrder(): Promise<void> {
    const { setup, measurements } = this.context;
    const { campaign: index, product: at, quantity, sale, person, source } = this.story;
    const campaign = setup.campaigns[index];
    const product = setup.products[at];
    const price = product?.pricePoints.find((each) => each.unitPrice.currency === campaign?.baseCurrency);
    const partial = sale === 'partial' || sale === 'completed-later';
    const place = sale === 'foreign' ? { ...person.address, country: 'DE' } : person.address;
    const body = {
      customerId: this.customer.id,
      campaignId: campaign?.id,
      callCenterId: setup.callCenterIds[this.story.index % setup.callCenterIds.length],
      items: [{ productId: product?.id, pricePointId: price?.id, quantity }],
      shippingAddress: place,
      customer: { name: person.name, email: person.email, phone: person.phone },
      customFields: { Source: source },
      ...(price?.cycle === undefined ? {} : { engineId: setup.engine.id }),
      ...(partial ? { status: 'partial' } : { payment: { token: TOKENS[sale] ?? 'tok_success' } }),
    };
    const key = randomUUID();
    const answer = await measurements.call(
      partial ? 'save partial' : 'order',
      () => this.agent.client.try<OrderView>('POST', '/orders', { body, idempotencyKey: key }),
      sale === 'foreign' ? ['billing.country_not_served'] : [],
      ({ status }) => status,
    );
    if (answer.status >= 400) return;
    const order = (this.order = answer.body);
    if (order.status === 'partial') this.did('billing.order.partial_saved');
    else if (order.status === 'declined') this.did('billing.order.declined');
    else this.sold(order);
  }

  /** Puts down a sale, and tells house and engine what to do about it. */
  private sold(order: OrderView): void {
    const { catalog, engine, house, refunds, setup } = this.context;
    const { story } = this;
    const campaign = setup.campaigns[story.campaign];
    const product = catalog.products[story.product];
    const trial = product?.trial === true;
    this.did('billing.order.completed', ...(trial ? ['billing.trial.started'] : []));
    const activity = this.activityOf(false);
    const cancelled = story.after === 'cancel-order';
    house.expect(order.id, {
      parcel: story.parcel,
      cancelled,
      captures: campaign?.captureAt === 'shipment',
      activity,
    });
    const purchaseId = order.items[0]?.purchaseId;
    if (isBilled(story, catalog) && purchaseId !== undefined) {
      const price = order.items[0]?.unitPrice ?? order.total;
      engine.take({ purchaseId, price, trial, billing: story.billing, activity });
    }
    if (story.after === 'refund') refunds.take({ customerId: this.customer.id, orderId: order.id, activity });
  }

  private async doAfter(): Promise<void> {
    const { catalog, tally } = this.context;
    const { after, product } = this.story;
    const id = this.order?.id;
    const cancelled = catalog.products[product]?.recurring === true ? ['billing.rebill.cancelled'] : [];
    if (after === 'cancel-order') {
      await this.post('cancel order', `/orders/${id}/cancel`, { reason: 'Ordered by mistake' });
      this.did('billing.order.cancelled', ...cancelled);
      tally.add({ ...this.activityOf(false), type: 'fulfillment.fulfillment.cancelled' });
    } else if (after === 'cancel-purchase') {
      const purchaseId = this.order?.items[0]?.purchaseId;
      await this.post('cancel purchase', `/purchases/${purchaseId}/cancel`, { reason: 'Has enough' });
      this.did(...cancelled);
    } else if (after === 'void') {
      await this.post('void', `/transactions/${this.order?.payment?.id}/void`, {
        reason: 'Charged twice',
      });
      this.did('billing.transaction.voided');
    }
  }

  private did(...types: string[]): void {
    for (const type of types) this.context.tally.add({ ...this.activityOf(true), type });
  }

  private activityOf(own: boolean): Omit<DoneActivity, 'type'> {
    const campaignId =
      this.order === undefined ? undefined : this.context.setup.campaigns[this.story.campaign]?.id;
    return {
      customerId: this.customer.id,
      ...(campaignId === undefined ? {} : { campaignId }),
      ...(own ? { userId: this.agent.userId } : {}),
    };
  }

  private async get(kind: string, path: string): Promise<void> {
    await this.context.measurements.call(kind, () => this.agent.client.try<Page<unknown>>('GET', path));
  }

  private async post<T>(
    kind: string,
    path: string,
    body: object,
    saidOf?: (answer: T) => string | undefined,
  ): Promise<T> {
    const idempotencyKey = randomUUID();
    const { client } = this.agent;
    return (
      await this.context.measurements.call(
        kind,
        () => client.try<T>('POST', path, { body, idempotencyKey }),
        [],
        saidOf,
      )
    ).body;
  }

  /** Does something to the case by a call that takes many. */
  private async many(kind: string, path: string, rest: object): Promise<void> {
    const body = { ids: [this.case?.id], ...rest };
    const { items } = await this.post<{ items: { outcome: string }[] }>(kind, path, body, (answer) =>
      answer.items.map(({ outcome }) => outcome).join(' '),
    );
    if (items[0]?.outcome === 'done') return;
    this.context.measurements.fault(`${kind}: ${items[0]?.outcome}`);
    throw new Unintended(kind);
  }
}
