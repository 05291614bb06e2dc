import fc from 'fast-check';
import {
  AnnounceReturn,
  CancelFulfillment,
  ChangeFulfillmentItem,
  DomainError,
  FreezeFulfillment,
  HoldFulfillment,
  ListOrderFulfillments,
  newId,
  ReaddressOrder,
  ReceiveFulfillmentWebhook,
  ReceiveReturn,
  ReleaseFulfillment,
  ReshipFulfillment,
  ThawFulfillment,
  WithdrawReturn,
  type FulfillmentView,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually } from '@daybook/testing';
import type { FulfillmentFixture } from './fulfillment-fixture';
import { ModelParcel, webhookKinds } from './parcel-model';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const which = fc.nat({ max: 5 });
const webhook = fc.record({
  kind: fc.constantFrom(...webhookKinds),
  parcel: fc.constantFrom(null, 'T1', 'T2'),
  /** Half hours ago. */
  ago: fc.nat({ max: 6 }),
  quantity: fc.integer({ min: 1, max: 5 }),
});
/** Something that happens to the parcels of an order. */
export const parcelStep = fc.oneof(
  fc.record({ act: fc.constant('night' as const) }),
  fc.record({ act: fc.constant('move' as const) }),
  fc.record({
    act: fc.constant('bill' as const),
    cycle: fc.integer({ min: 2, max: 4 }),
    type: fc.constantFrom('rebill.succeeded' as const, 'recycle.saved' as const),
    shipped: fc.boolean(),
  }),
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('tell' as const),
      which,
      tellings: fc.array(webhook, { minLength: 1, maxLength: 4 }),
      /** One that came before comes again. */
      again: fc.nat({ max: 20 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constantFrom(
        ...([
          'hold',
          'release',
          'freeze',
          'thaw',
          'cancel',
          'reship',
          'rma',
          'withdraw',
          'return',
          'item',
        ] as const),
      ),
      which,
      quantity: fc.nat({ max: 4 }),
    }),
  },
);
type ParcelStep = typeof parcelStep extends fc.Arbitrary<infer S> ? S : never;

/** An order with all its parcels, as the model has them and as the service does. */
export class ParcelStory {
  readonly purchase = { orderId: newId(), purchaseId: newId(), customerId: newId() };
  readonly parcels: {
    id: string;
    itemId: string;
    model: ModelParcel;
    sent: { id: string; content: object }[];
  }[] = [];
  readonly cycles = new Set<number>();
  reshipped = 0;
  private city = 'Springfield';
  private moves = 0;

  constructor(
    private readonly service: FulfillmentFixture,
    private readonly campaignId: string,
    private readonly secret: string,
  ) {}

  async begin(): Promise<void> {
    await this.service.complete(this.purchase.orderId, this.campaignId, this.purchase.customerId);
    await this.learn(3);
  }

  async take(taken: ParcelStep): Promise<void> {
    clock.advance(MINUTE);
    const now = clock.now().getTime();
    if (taken.act === 'night') return this.night();
    if (taken.act === 'move') return this.move(now);
    if (taken.act === 'bill') return this.bill(taken);
    const parcel = this.parcels[taken.which % this.parcels.length];
    if (parcel === undefined) throw new Error('there is no parcel');
    const { id, model, itemId } = parcel;
    if (taken.act === 'tell') {
      // A house tells nothing of what it was never sent.
      if (!model.known) return;
      for (const [nth, { kind, parcel: number, ago, quantity }] of taken.tellings.entries()) {
        const webhookId = `msg_${newId()}`;
        const at = now - ago * 30 * MINUTE - 30_000 - nth * 1_000;
        const named = ['tracking', 'shipped', 'delivered', 'returned'].includes(kind) && number !== null;
        const data = {
          ...(named ? { trackingNumber: number } : {}),
          ...(kind === 'item_updated' ? { itemId, quantity } : {}),
        };
        parcel.sent.push({ id: webhookId, content: this.service.message(kind, id, data, at - now) });
        model.tell(
          webhookId,
          at,
          kind,
          named ? number : null,
          kind === 'item_updated' ? quantity : undefined,
        );
        await this.post(parcel.sent.at(-1), parcel.sent[taken.again % parcel.sent.length]);
      }
    } else {
      const before = model.state;
      const expected = model.act(taken.act, now, this.city, taken.quantity);
      const found = await this.outcome(taken.act, id, itemId, taken.quantity);
      expect([taken, before, found]).toEqual([taken, before, expected]);
      if (taken.act === 'reship' && expected === 'done') {
        this.reshipped += 1;
        await this.learn(model.ordered);
      }
    }
    await this.settled();
    expect([taken, shownOf(await this.service.view(id))]).toEqual([taken, expectedOf(model)]);
  }

  /** All waits are over, and everything is as the model has it. */
  async end(): Promise<void> {
    await this.bill({ cycle: 99, type: 'rebill.succeeded', shipped: true });
    await this.night();
    await this.night();
    const { items } = await this.service.caller.call(ListOrderFulfillments, {
      id: this.purchase.orderId,
      limit: 200,
    });
    expect(items.filter(({ reshipmentOf }) => reshipmentOf === undefined)).toHaveLength(this.cycles.size + 1);
    expect(items).toHaveLength(this.cycles.size + 1 + this.reshipped);
    for (const { id, model } of this.parcels) {
      expect(shownOf(await this.service.view(id))).toEqual(expectedOf(model));
      const cities = this.service.double
        .of(id)
        .map(({ data }) => data.shipTo as { address: { city: string } });
      expect(cities.map(({ address }) => address.city)).toEqual(model.exports);
      expect(this.service.double.of(id, 'fulfillment.cancel')).toHaveLength(model.cancellations);
      const facts = await this.service.typesOf(id);
      const counted = [...model.counted].filter((fact) => fact.startsWith('shipped'));
      expect(facts.filter((type) => type === 'fulfillment.shipped')).toHaveLength(counted.length);
    }
  }

  private async night(): Promise<void> {
    clock.advance(DAY);
    const now = clock.now().getTime();
    for (const { model } of this.parcels) model.night(now);
    await this.settled();
  }

  private async move(now: number): Promise<void> {
    this.city = `City ${(this.moves += 1)}`;
    for (const { model } of this.parcels) model.follow(now, this.city);
    await this.service.caller.call(ReaddressOrder, {
      id: this.purchase.orderId,
      customerId: this.purchase.customerId,
      address: { line1: '7 Elm St', city: this.city, country: 'US' },
      asOf: clock.now().toISOString(),
    });
  }

  private async bill({
    cycle,
    type,
    shipped,
  }: {
    cycle: number;
    type: BilledType;
    shipped: boolean;
  }): Promise<void> {
    const { city, campaignId } = this;
    await this.service.bill(this.purchase, cycle, { type, city, campaignId, shipped });
    if (!shipped || this.cycles.has(cycle)) return;
    this.cycles.add(cycle);
    await this.learn(1);
  }

  /** One more parcel is there. */
  private async learn(ordered: number): Promise<void> {
    const made = await eventually('there is one parcel more', async () => {
      const { items } = await this.service.caller.call(ListOrderFulfillments, {
        id: this.purchase.orderId,
        limit: 200,
      });
      return items.find(({ id }) => this.parcels.every((parcel) => parcel.id !== id));
    });
    const itemId = made.items[0]?.id ?? '';
    this.parcels.push({ id: made.id, itemId, model: new ModelParcel(this.city, ordered), sent: [] });
  }

  /** Posts webhooks at the same moment, the first of them twice. */
  private async post(...webhooks: ({ id: string; content: object } | undefined)[]): Promise<void> {
    const signed = webhooks.flatMap((each) =>
      each === undefined
        ? []
        : [this.service.signed(each.content, { id: each.id, house: 'nightly' }, this.secret)],
    );
    await Promise.all(
      [...signed, ...signed.slice(0, 1)].map((each) =>
        this.service.caller.call(ReceiveFulfillmentWebhook, each),
      ),
    );
  }

  private async outcome(act: string, id: string, itemId: string, quantity: number): Promise<string> {
    const { caller } = this.service;
    const reason = 'As the story goes';
    const acts: Record<string, () => Promise<unknown>> = {
      hold: () => caller.call(HoldFulfillment, { id }),
      release: () => caller.call(ReleaseFulfillment, { id }),
      freeze: () => caller.call(FreezeFulfillment, { id, reason }),
      thaw: () => caller.call(ThawFulfillment, { id }),
      cancel: () => caller.call(CancelFulfillment, { id, reason }),
      reship: () => caller.call(ReshipFulfillment, { id, reason }),
      rma: () => caller.call(AnnounceReturn, { id, reason }),
      withdraw: () => caller.call(WithdrawReturn, { id }),
      return: () => caller.call(ReceiveReturn, { id }),
      item: () => caller.call(ChangeFulfillmentItem, { id, itemId, quantity }),
    };
    try {
      await acts[act]?.();
      return 'done';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  /** Nothing is to be applied, due to be sent, or being sent. */
  private settled(): Promise<unknown> {
    return eventually('nothing is on its way', async () => {
      const busy = await this.service.database.query(
        `select from webhook_inbox where state = 'waiting' union all
         select from sending where leased_until is not null or (status = 'waiting' and next_try_at <= $1)`,
        [clock.now()],
      );
      return busy.length === 0;
    });
  }
}

type BilledType = 'rebill.succeeded' | 'recycle.saved';

function shownOf({ status, held, cancelling, items, shipTo }: FulfillmentView): object {
  return { status, held, cancelling, quantity: items[0]?.quantity, city: shipTo.address?.city };
}

function expectedOf(model: ModelParcel): object {
  const { status, held, cancelling, quantity } = model.state;
  return { status, held, cancelling, quantity, city: model.city };
}
