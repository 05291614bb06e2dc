import type { Campaign, Payment, Point, Step } from './sales-steps';

/** What is known of a charge, in cents. */
export interface ModelCharge {
  type: 'sale' | 'authorize';
  cents: number;
  returned: number;
  /** The part of it that the processor knows nothing of. */
  returnedOutside: number;
  captured: boolean;
  settled: boolean;
  voided: boolean;
  /** What of it the customer's bank has taken back. */
  disputed: number;
  outside: boolean;
}

/** A refund that the processor declined, in cents. */
export interface ModelEntry {
  charge: ModelCharge;
  cents: number;
  status: 'waiting' | 'succeeded' | 'removed' | 'exhausted';
  attempts: number;
  dailyTries: number;
  /** It was counted against the limit when it was promised. */
  promised: boolean;
}

/** A refund that was promised for when a parcel comes back, in cents. */
export interface ModelPromise {
  /** Which of the order's parcels. */
  parcel: number;
  cents: number;
  /** What the parcel was paid with, among the order's charges; null: nobody knows. */
  charge: ModelCharge | null;
  keep: boolean;
  /** Withdrawn ones are gone. */
  open: boolean;
}

/** What somebody may give back in a day, in cents, and what they gave; null: any. */
export class ModelLimit {
  given = 0;

  constructor(readonly most: number | null) {}

  allows(cents: number): boolean {
    return this.most === null || this.given + cents <= this.most;
  }
}

/** A recurring line once it is sold. */
export interface ModelPurchase {
  status: 'trial' | 'active' | 'paused' | 'cancelled' | 'complete';
  quantity: number;
  cycle: number;
}

/** An order as this model, and nothing of the service, believes it to be. */
export interface ModelOrder {
  status: 'partial' | 'pending' | 'complete' | 'declined' | 'cancelled' | 'refunded' | 'voided';
  point: Point;
  campaign: Campaign;
  quantity: number;
  field: string;
  saved: boolean;
  declined: boolean;
  lastPayment: Payment | null;
  /** Which of the charges pays the sale. */
  payingCharge: ModelCharge | null;
  charges: ModelCharge[];
  /** Whether the processor declines refunds of it. */
  refundsFail: boolean;
  queue: ModelEntry[];
  promises: ModelPromise[];
  /** What the journal says of the money that went back, or did not. */
  recorded: string[];
  purchase: ModelPurchase | null;
}

/** Price of one unit in cents: at the sale, and for a cycle. */
export const PRICES: Record<Point, { sale: number; cycle: number }> = {
  once: { sale: 1_995, cycle: 0 },
  monthly: { sale: 3_990, cycle: 3_990 },
  trial: { sale: 100, cycle: 3_990 },
};

/** Whether an order is one to which a step can be done; refusals come from the others. */
export function fits(step: Exclude<Step, { do: 'create' }>, order: ModelOrder): boolean {
  if ('charge' in step) return order.charges.length > 0;
  if ('entry' in step) return order.queue.some(({ status }) => status === 'waiting');
  switch (step.do) {
    case 'complete':
      return order.status === 'partial';
    case 'rerun':
      return order.status === 'declined';
    case 'judge':
      return order.status === 'pending';
    case 'returns':
    case 'withdraw':
      return order.promises.some(({ open }) => open);
    case 'promise':
    case 'refund order':
    case 'let refunds fail':
    case 'settle':
      return order.charges.some(returnable);
    case 'ship':
      return order.status === 'complete' && order.campaign.endsWith('shipment');
    case 'cancel':
    case 'credit':
    case 'set field':
      return true;
    default:
      return order.purchase !== null;
  }
}

/** Whether something of a charge is to be given back when its order is. */
export function returnable(charge: ModelCharge): boolean {
  return !charge.outside && !charge.voided && leftOf(charge) > 0;
}

/** What can be given back of a charge: neither given back nor with the customer's bank, which may take what was given back. */
export function leftOf({ cents, returned, disputed }: ModelCharge): number {
  return Math.max(0, cents - returned - disputed);
}

/** Whether the processor declines a refund of it: it has nothing of the money yet, or it is told to. */
export function declinesRefund({ refundsFail }: ModelOrder, { captured }: ModelCharge): boolean {
  return refundsFail || !captured;
}

/** What of a charge waits in the refund queue. */
export function waitingOf({ queue }: ModelOrder, charge: ModelCharge): number {
  return queue
    .filter((entry) => entry.charge === charge && entry.status === 'waiting')
    .reduce((sum, { cents }) => sum + cents, 0);
}

/** The refunds of an order that failed, those of its first charge first. */
export function queueOf({ queue, charges }: ModelOrder): ModelEntry[] {
  return [...queue].sort((a, b) => charges.indexOf(a.charge) - charges.indexOf(b.charge));
}

/** What can be given back of charges. */
export function sumOf(charges: readonly ModelCharge[]): number {
  return charges.reduce((sum, charge) => sum + leftOf(charge), 0);
}

/** A charge that went through. */
export function chargeOf(type: ModelCharge['type'], cents: number): ModelCharge {
  const captured = type === 'sale';
  return {
    type,
    cents,
    returned: 0,
    returnedOutside: 0,
    captured,
    settled: false,
    voided: false,
    disputed: 0,
    outside: false,
  };
}
