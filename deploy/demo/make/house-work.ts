import type { FulfillmentView } from '@daybook/contracts';
import { DateTime } from 'luxon';
import { CustomerLife } from './customer-life';
import { HOUSES, type HouseName } from './demo-offer';
import { DAY_MS, HOUR_MS, type DemoWorld } from './demo-world';
import type { Draw } from './draw';

/** Numbers of customers that no other has. */
const OUTAGES_FROM = 900_000;

/** The houses at work: every working day they pack what came in, and parcels arrive some days later. */
export class HouseWork {
  private readonly seen = new Set<string>();
  /** What a house did and never reported: its list tells it at the end of the week. */
  private readonly unreported = new Map<string, object[]>();

  constructor(
    private readonly world: DemoWorld,
    private readonly draw: Draw,
  ) {}

  /** Plans all working days, the weekly comparison of lists, and the days on which a house is out of order. */
  plan(from: number): void {
    const { world } = this;
    const days = (world.end - from) / DAY_MS;
    for (
      let day = DateTime.fromMillis(from, { zone: 'UTC' }).startOf('day');
      +day < world.end;
      day = day.plus({ days: 1 })
    ) {
      for (const name of Object.keys(HOUSES) as HouseName[]) {
        if (day.weekday < 7)
          for (const hour of name === 'northwind' ? [14, 20] : [9, 16])
            world.agenda.add(+day + hour * HOUR_MS, () => this.pack(name));
        else world.agenda.add(+day + 10 * HOUR_MS, () => this.reconcile(name));
      }
      world.agenda.add(+day + 22 * HOUR_MS, () =>
        world.processor.post('/v1/settlements').then(() => undefined),
      );
    }
    for (const before of days > 45 ? [38, 11] : [days / 2]) this.planOutage(world.end - before * DAY_MS);
  }

  /** For most of a day the first house takes no orders; what could not be sent is sent the day after. */
  private planOutage(at: number): void {
    const { agenda, sandbox } = this.world;
    const house = '/house/northwind';
    agenda.add(at, () => sandbox.put(house, { behaviour: 'refuse' }).then(() => undefined));
    // Somebody buys, whatever day it is: of every outage something is left that could not be sent.
    agenda.add(at + HOUR_MS, async () => {
      const choice = { campaign: 'vital', product: 'gummies' } as const;
      const life = new CustomerLife(this.world, OUTAGES_FROM + this.draw.below(1_000), this.draw, choice);
      await life.arrive();
      await life.buy();
    });
    agenda.add(at + 9 * HOUR_MS, () => sandbox.put(house, { behaviour: 'hold' }).then(() => undefined));
    agenda.add(at + 14 * HOUR_MS, async () => {
      const { client } = this.world.leadOnDuty(this.draw);
      const { items } = await client.get<{ items: FulfillmentView[] }>('/fulfillments?status=hold&limit=100');
      for (const { id } of items)
        await this.world.attempt(
          async () => void (await client.post(`/fulfillments/${id}/release`, { note: 'The house is back' })),
        );
    });
  }

  private async pack(house: HouseName): Promise<void> {
    const { world, draw } = this;
    const { items } = await world.sandbox.get<{ items: { ref: string }[] }>(`/house/${house}/orders`);
    for (const { ref } of items) {
      if (this.seen.has(ref)) continue;
      this.seen.add(ref);
      const later = (hours: number, run: () => Promise<void>): void => world.later(hours, run);
      later(draw.between(0.5, 18), () => this.ship(house, ref));
    }
  }

  private async ship(house: HouseName, ref: string): Promise<void> {
    const { world, draw } = this;
    const { status } = await world.admin.get<FulfillmentView>(`/fulfillments/${ref}`);
    if (status !== 'pending' && status !== 'pending_shipment') return;
    if (draw.chance(1.5))
      return world.houseReports(house, ref, 'fulfillment.failed', { reason: 'Out of stock' });
    if (draw.chance(1))
      return world.houseReports(house, ref, 'fulfillment.address_hold', { reason: 'No such street' });
    const parcel = {
      trackingNumber: `${house === 'northwind' ? '1Z' : 'JD'}${ref.slice(0, 8).toUpperCase()}`,
    };
    const carrier = house === 'northwind' ? 'UPS' : 'DHL';
    if (draw.chance(4)) {
      const happenedAt = new Date(world.now).toISOString();
      this.keep(house, { fulfillmentId: ref, status: 'shipped', ...parcel, carrier, happenedAt });
    } else await world.houseReports(house, ref, 'fulfillment.shipped', { ...parcel, carrier });
    if (draw.chance(95))
      world.later(draw.between(30, 130), async () => {
        await world.houseReports(house, ref, 'fulfillment.delivered', parcel);
        if (draw.chance(3)) world.later(draw.between(10, 200), () => this.comeBack(house, ref));
      });
  }

  private async comeBack(house: HouseName, ref: string): Promise<void> {
    const { world, draw } = this;
    const { client } = world.onDuty(draw);
    await client.post(`/fulfillments/${ref}/rma`, { reason: draw.pick(['Not as expected', 'Skin got red']) });
    world.later(draw.between(48, 150), () =>
      world.houseReports(house, ref, 'fulfillment.returned', { rmaNumber: `RMA-${ref.slice(0, 6)}` }),
    );
  }

  private keep(house: HouseName, item: object): void {
    this.unreported.set(house, [...(this.unreported.get(house) ?? []), item]);
  }

  private async reconcile(house: HouseName): Promise<void> {
    const items = this.unreported.get(house) ?? [];
    this.unreported.delete(house);
    if (items.length === 0) return;
    await this.world.admin.post(`/fulfillment-houses/${this.world.houses.get(house)}/reconcile`, {
      items,
      apply: true,
    });
  }
}
