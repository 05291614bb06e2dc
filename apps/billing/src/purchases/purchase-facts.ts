import { isDeepStrictEqual } from 'node:util';
import Big from 'big.js';
import type { FactHistory, Snapshot, TimedFact } from './fact-history';
import type { PurchaseColumns } from './purchase-columns';
import type { PurchaseFact } from './purchase-transitions';

/** So many facts are remembered: older ones are taken as settled. */
const REMEMBERED = 100;

/** What facts change of a purchase. */
const FOLDED = [
  'status',
  'stateAsOf',
  'cycle',
  'run',
  'trialCompletedAt',
  'nextBillAt',
  'dueFrom',
  'dueMonths',
  'dueDays',
  'retryAt',
  'pausedAt',
  'pauseEndsAt',
  'pauseMonths',
  'scheduledPause',
  'scheduledCancellation',
  'scheduledDowngrade',
  'quantity',
  'unitPriceAmount',
  'terms',
  'consent',
  'consentRequestId',
  'unexpectedFacts',
] as const satisfies readonly (keyof PurchaseColumns)[];

const MOMENTS: readonly string[] = [
  'stateAsOf',
  'trialCompletedAt',
  'nextBillAt',
  'dueFrom',
  'retryAt',
  'pausedAt',
  'pauseEndsAt',
];

/**
 * Takes a fact into a purchase at its place in time: those that happened after it are taken again, so that the same facts
 * end the same in whatever order they come.
 * @param take takes the next fact in time, and answers whether it was unexpected
 */
export function foldFact(
  purchase: PurchaseColumns,
  history: FactHistory | null,
  fact: TimedFact,
  take: (fact: TimedFact) => boolean,
): { unexpected: boolean; history: FactHistory } {
  const now = snapshotOf(purchase);
  const known = history !== null && isDeepStrictEqual(history.after, now) ? history : null;
  const before = known?.before ?? now;
  const facts = [...(known?.facts.map(read) ?? []), fact].sort(inTime);
  restore(purchase, before);
  let unexpected = false;
  let settled = before;
  const settledCount = Math.max(0, facts.length - REMEMBERED);
  facts.forEach((one, at) => {
    const refused = take(one);
    if (one === fact) unexpected = refused;
    if (at + 1 === settledCount) settled = snapshotOf(purchase);
  });
  const kept = json(facts.slice(settledCount)) as FactHistory['facts'];
  return { unexpected, history: { before: settled, after: snapshotOf(purchase), facts: kept } };
}

/** By their time; those of one moment in the sequence in which billing goes. */
function inTime(a: TimedFact, b: TimedFact): number {
  return a.at.getTime() - b.at.getTime() || rank(a) - rank(b) || (text(a) < text(b) ? -1 : 1);
}

const SEQUENCE: readonly PurchaseFact['type'][] = [
  'trial.started',
  'consent.denied',
  'consent.received',
  'purchase.updated',
  'rebill.started',
  'trial.failed',
  'rebill.failed',
  'recycle.failed',
  'recycle.saved',
  'rebill.succeeded',
  'trial.completed',
  'rebill.completed',
  'purchase.renewed',
];

/** Of several cycles at one moment the earlier one is taken first. */
function rank({ fact }: TimedFact): number {
  const cycle = 'cycle' in fact ? fact.cycle : 0;
  return cycle * SEQUENCE.length + SEQUENCE.indexOf(fact.type);
}

function text(fact: TimedFact): string {
  return JSON.stringify(fact);
}

function read({ fact, at, nextBillAt }: FactHistory['facts'][number]): TimedFact {
  return {
    fact,
    at: new Date(at),
    ...(nextBillAt === undefined ? {} : { nextBillAt: new Date(nextBillAt) }),
  };
}

function snapshotOf(purchase: PurchaseColumns): Snapshot {
  const picked = Object.fromEntries(FOLDED.map((name) => [name, purchase[name]]));
  return json({ ...picked, unitPriceAmount: new Big(purchase.unitPriceAmount).toFixed(4) }) as Snapshot;
}

function restore(purchase: PurchaseColumns, snapshot: Snapshot): void {
  const values = Object.entries(snapshot).map(([name, value]): [string, unknown] => [
    name,
    MOMENTS.includes(name) && typeof value === 'string' ? new Date(value) : value,
  ]);
  Object.assign(purchase, Object.fromEntries(values));
}

/** As it is kept: without what is not there. */
function json(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
