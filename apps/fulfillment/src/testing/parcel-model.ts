import type { FulfillmentStatus } from '@daybook/contracts';

/** What a house tells in the model. */
export const webhookKinds = [
  'accepted',
  'tracking',
  'shipped',
  'delivered',
  'returned',
  'failed',
  'address_hold',
  'cancelled',
  'cancel_failed',
  'item_updated',
] as const;
export type WebhookKind = (typeof webhookKinds)[number];

/** Something that happened to a parcel. */
interface Happening {
  at: number;
  kind: string;
  /** Absent where it is our own doing. */
  told?: { id: string; parcel: string | null };
  quantity?: number;
}

/** What all that happened makes of a parcel. */
interface Outcome {
  status: FulfillmentStatus;
  held: boolean;
  cancelling: boolean;
  quantity: number;
  /** What makes two tellings one fact, by their ids; none for one that changes nothing. */
  facts: Map<string, string>;
}

const UNSHIPPED = ['hold', 'pending', 'pending_shipment', 'address_hold', 'failed'];
const LEFT = ['shipped', 'delivered', 'rma_pending', 'returned'];

/** Where each thing leads, from where: by the plainest rules. */
function next(kind: string, status: string, arrived: boolean): string {
  const from = (...states: string[]): boolean => states.includes(status);
  switch (kind) {
    case 'sent':
      return from('hold', 'failed', 'address_hold') ? 'pending' : status;
    case 'accepted':
      return from('hold', 'pending', 'address_hold') ? 'pending_shipment' : status;
    case 'address_hold':
      return from('hold', 'pending', 'pending_shipment') ? 'address_hold' : status;
    case 'failed':
      return from('hold', 'pending', 'pending_shipment', 'address_hold') ? 'failed' : status;
    case 'cancelled':
    case 'frozen':
      return from(...UNSHIPPED) ? kind : status;
    case 'shipped':
      return from(...LEFT) ? status : 'shipped';
    case 'delivered':
      return from('rma_pending', 'returned') ? status : arrived ? 'delivered' : 'shipped';
    case 'returned':
      return 'returned';
    case 'rma_opened':
      return from('shipped', 'delivered') ? 'rma_pending' : status;
    case 'rma_withdrawn':
      return from('rma_pending') ? (arrived ? 'delivered' : 'shipped') : status;
    default:
      return status;
  }
}

/** One parcel: all that happened to it, what that makes of it, and what its house was sent. */
export class ModelParcel {
  readonly exports: string[] = [];
  cancellations = 0;
  /** Tellings that were new facts, by what makes them so. */
  readonly counted = new Set<string>();
  /** An order is on its way to the house, and goes out when it opens. */
  waiting = true;
  private orders = 1;
  private readonly log: Happening[] = [];

  constructor(
    public city: string,
    readonly ordered: number,
  ) {}

  get known(): boolean {
    return this.exports.length > 0;
  }

  get state(): Outcome {
    return this.fold();
  }

  /** A house tells something, perhaps again. */
  tell(id: string, at: number, kind: WebhookKind, parcel: string | null, quantity?: number): void {
    if (this.log.some(({ told }) => told?.id === id)) return;
    this.log.push({ at, kind, told: { id, parcel }, quantity });
    const { facts, status } = this.fold();
    const fact = facts.get(id);
    if (fact === undefined || this.counted.has(fact)) return;
    this.counted.add(fact);
    if (kind === 'failed' && status === 'failed' && this.orders === 1) this.send();
  }

  /** Houses open: what waits goes out, unless it is not wanted any more, or has left already. */
  night(now: number): void {
    const { cancelling, status } = this.state;
    if (this.waiting && !cancelling && ![...LEFT, 'cancelled', 'frozen'].includes(status)) {
      this.exports.push(this.city);
      this.log.push({ at: now, kind: 'sent' });
    }
    this.waiting = false;
  }

  /** @returns how it fares: `done`, or an error's code */
  act(kind: string, now: number, orderCity: string, quantity = 0): string {
    const { status, held, cancelling, quantity: before } = this.state;
    const refused = 'fulfillment.state_forbids';
    const unless = (fine: boolean, does: () => void): string => {
      if (!fine) return refused;
      does();
      return 'done';
    };
    const add = (what: string): void => this.add(what, now);
    switch (kind) {
      case 'hold':
        return unless(status === 'hold' && !held && !cancelling, () => {
          this.waiting = false;
          add('held');
        });
      case 'release': {
        const kept = status === 'failed' || status === 'address_hold' || (status === 'hold' && held);
        return unless(kept && !cancelling, () => {
          if (this.city !== orderCity) this.follow(now, orderCity);
          add('released');
          this.waiting = false;
          this.send();
        });
      }
      case 'freeze':
        return unless(UNSHIPPED.includes(status), () => {
          this.waiting = false;
          add('frozen');
        });
      case 'thaw':
        return unless(status === 'frozen', () => {
          add('thawed');
          if (this.state.status === 'hold' && !this.state.held) this.send();
        });
      case 'cancel':
        return unless([...UNSHIPPED, 'frozen'].includes(status) && !cancelling, () => {
          this.waiting = false;
          if (this.known) this.cancellations += 1;
          else if (status === 'frozen') add('thawed');
          add(this.known ? 'cancel_requested' : 'cancelled');
        });
      case 'reship':
        return unless(['failed', 'cancelled', ...LEFT].includes(status) && !cancelling, () =>
          add('reshipped'),
        );
      case 'rma':
        return unless(status === 'shipped' || status === 'delivered', () => add('rma_opened'));
      case 'withdraw':
        return unless(status === 'rma_pending', () => add('rma_withdrawn'));
      case 'return':
        return unless(['shipped', 'delivered', 'rma_pending'].includes(status), () => add('returned'));
      case 'item':
        if (status !== 'hold' || cancelling) return refused;
        if (quantity > this.ordered) return 'fulfillment.item_exceeds_order';
        // The last line of a parcel stays.
        if (quantity === 0) return refused;
        if (quantity !== before) this.log.push({ at: this.after(now), kind: 'item_changed', quantity });
        return 'done';
      default:
        throw new Error(`nobody does ${kind}`);
    }
  }

  /** Its order is told to go elsewhere. */
  follow(now: number, city: string): void {
    const { status } = this.state;
    const movable =
      ['hold', 'address_hold', 'failed'].includes(status) || (status === 'frozen' && !this.known);
    if (!movable) return;
    this.city = city;
    this.add('address_changed', now);
    if (this.known && this.waiting) this.send();
  }

  private send(): void {
    const { cancelling, status } = this.state;
    if (cancelling || status === 'cancelled' || status === 'frozen') return;
    this.orders += 1;
    this.waiting = true;
  }

  private add(kind: string, now: number): void {
    this.log.push({ at: this.after(now), kind });
  }

  private after(now: number): number {
    return Math.max(now, ...this.log.map(({ at }) => at + 1));
  }

  private fold(): Outcome {
    const sorted = [...this.log].sort((a, b) => a.at - b.at);
    const first = sorted.find(({ kind }) => kind === 'sent');
    // What a house tells of an order came after it had got it.
    const ordered = first === undefined ? sorted : [first, ...sorted.filter((each) => each !== first)];
    let [status, thawsTo, held, cancelling, quantity, sent] = ['hold', 'hold', false, false, this.ordered, 0];
    let parcels = {
      labelled: new Set<string>(),
      left: new Set<string>(),
      there: new Set<string>(),
      all: false,
    };
    let arrivals = 0;
    const facts = new Map<string, string>();
    const seen = new Set<string>();
    const arrived = (): boolean => {
      const awaited = parcels.left.size > 0 ? parcels.left : parcels.labelled;
      return arrivals > 0 && (parcels.all || [...awaited].every((each) => parcels.there.has(each)));
    };
    for (const { at, kind, told, quantity: changed } of ordered) {
      if (kind === 'sent') {
        sent += 1;
        parcels = { labelled: new Set(), left: new Set(), there: new Set(), all: false };
        arrivals = 0;
      }
      const parcel = told?.parcel ?? null;
      if (told !== undefined) {
        const fact = [kind, parcel, sent, ...(kind === 'item_updated' ? [changed, at] : [])].join();
        if (kind === 'item_updated' && changed === quantity) continue;
        facts.set(told.id, fact);
        if (seen.has(fact)) continue;
        seen.add(fact);
      }
      quantity = changed ?? quantity;
      if (kind === 'delivered') arrivals += 1;
      if (kind === 'delivered' && parcel === null) parcels.all = true;
      if (kind === 'delivered' && parcel !== null) parcels.there.add(parcel);
      if (kind === 'tracking' && parcel !== null) parcels.labelled.add(parcel);
      if (kind === 'shipped' && parcel !== null) {
        parcels.left.add(parcel);
        if (!parcels.there.has(parcel)) parcels.all = false;
      }
      const moved = ['shipped', 'delivered', 'returned'].includes(kind);
      if (status === 'frozen' && kind === 'thawed') status = thawsTo;
      else if (status === 'frozen' && !moved && kind !== 'frozen') thawsTo = next(kind, thawsTo, arrived());
      else {
        if (kind === 'frozen' && UNSHIPPED.includes(status)) thawsTo = status;
        status = next(kind, status, arrived());
      }
      if (status === 'delivered' && !arrived()) status = 'shipped';
      if (kind === 'held') held = status === 'hold';
      if (kind === 'released' || kind === 'sent') held = false;
      if (kind === 'cancel_requested') cancelling = true;
      if (moved || kind === 'cancelled' || kind === 'cancel_failed') cancelling = false;
    }
    return { status: status as FulfillmentStatus, held, cancelling, quantity, facts };
  }
}
