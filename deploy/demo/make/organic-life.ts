import { DateTime } from 'luxon';
import { Refused } from '../../clients/http-client';
import { CustomerLife, type SaleChoice } from './customer-life';
import { DAY_MS, type DemoWorld } from './demo-world';
import type { Draw } from './draw';
import { chargeBack, judgeIfPending, refundOrder } from './episodes/order-episodes';
import { consent, PURCHASE_EPISODES } from './episodes/purchase-episodes';
import { SERVICE_EPISODES } from './episodes/service-episodes';
import { billByEngine } from './engine-billing';

/** What customers ask for, by how often they do. */
const CONTACTS = [
  [30, 'note'],
  [14, 'phoned'],
  [14, 'complaint'],
  [10, 'call'],
  [7, 'chat'],
  [6, 'sms'],
  [5, 'profile'],
  [4, 'moved'],
  [4, 'calledBack'],
  [3, 'caseHandedOn'],
  [1, 'caseForgotten'],
] as const;

/** What is changed of purchases on the phone, by how often it is. */
const CHANGES = [
  [6, 'billingDate'],
  [5, 'quantity'],
  [4, 'otherCard'],
  [4, 'price'],
  [3, 'pauseLater'],
  [2, 'paused'],
  [2, 'cancelLater'],
  [1, 'changed'],
] as const;

/** When somebody calls: by day and hour, less at the weekend, more from month to month. */
export function drawArrival(draw: Draw, from: number, to: number): number {
  for (;;) {
    const at = draw.between(from, to);
    const { hour, weekday } = DateTime.fromMillis(at, { zone: 'America/New_York' });
    const byHour = hour >= 9 && hour < 21 ? 1 : hour >= 3 ? 0.55 : 0.3;
    const byDay = weekday === 7 ? 0.45 : weekday === 6 ? 0.6 : weekday === 1 ? 1 : 0.85;
    const growth = 0.7 + 0.3 * ((at - from) / (to - from));
    if (draw.chance(100 * byHour * byDay * growth)) return at;
  }
}

/** Comes, buys, and is served from then on, as the dice say. */
export async function liveCustomer(world: DemoWorld, number: number, draw: Draw): Promise<void> {
  const life = new CustomerLife(world, number, draw, drawSale(draw));
  await life.arrive();
  if (draw.chance(life.agent.notes / 2)) await SERVICE_EPISODES.note?.run(life);
  await life.buy();
  const contacts = draw.weighted([
    [38, 0],
    [30, 1],
    [18, 2],
    [9, 3],
    [5, 5],
  ]);
  for (let contact = 0; contact < contacts; contact++) {
    const key = draw.weighted(CONTACTS);
    life.later(afterHours(draw, 40), async () => void (await SERVICE_EPISODES[key]?.run(life)));
  }
  await goOn(life);
}

/** What follows of a sale by itself: quality assurance, another try, billing, a change of mind. */
export async function goOn(life: CustomerLife): Promise<void> {
  const { draw } = life;
  if (life.order.status === 'pending') await judgeIfPending(life);
  if (life.order.status === 'partial' && draw.chance(45))
    life.later(afterHours(draw, 2), () => completeSale(life));
  if (life.order.status === 'declined' && draw.chance(50)) life.later(0.3, () => tryAgain(life));
  if (!life.isPaid) return;
  if (life.isBilledAgain) planPurchase(life);
  if (draw.chance(3)) life.later(afterHours(draw, 15) + 24, () => refundOrder(life, {}));
  planChargeback(life);
}

function drawSale(draw: Draw): SaleChoice {
  const fate = draw.weighted([
    [84, 'paid'],
    [6, 'tok_soft_decline'],
    [4, 'tok_hard_decline'],
    [6, 'partial'],
  ] as const);
  if (fate === 'paid') return {};
  return fate === 'partial' ? { partial: true } : { token: fate };
}

function planPurchase(life: CustomerLife): void {
  const { draw, offer } = life;
  if (offer.engine !== undefined) billByEngine(life);
  if (life.campaign === 'vitalEuropa') {
    const answer = draw.chance(88) ? 'received' : 'denied';
    life.later(24 * draw.between(11, 20), () => consent(life, answer));
  }
  if (draw.chance(9) && offer.engine === undefined) planDecline(life);
  if (draw.chance(22)) {
    const key = draw.weighted(CHANGES);
    life.later(afterHours(draw, 50), async () => void (await PURCHASE_EPISODES[key]?.run(life)));
  }
  // Of the trial that promises too much many want out; some of them agents keep, by a better price or a pause.
  const leaves = life.campaign === 'slim' ? 48 : 17;
  if (!draw.chance(leaves)) return;
  life.later(24 * draw.between(5, life.campaign === 'slim' ? 25 : 80), async () => {
    if (draw.chance(life.campaign === 'slim' ? 35 : 20)) {
      await life.post(`${life.path}/notes`, { text: 'Wanted to cancel; stays for a better price' });
      await PURCHASE_EPISODES[draw.pick(['price', 'pauseLater'])]?.run(life);
    } else {
      const reason = draw.pick([
        'Too dear',
        'Has enough for now',
        'Did not order a subscription',
        'Does not help',
      ]);
      await life.toPurchase('cancel', { reason });
    }
  });
}

/** The card stops working some day; somebody asks for another one, or nobody does. */
function planDecline(life: CustomerLife): void {
  const { draw } = life;
  life.later(24 * draw.between(3, 25), async () => {
    await life.chargeTo(draw.chance(75) ? 'tok_soft_decline' : 'tok_hard_decline');
    if (draw.chance(55)) life.later(24 * draw.between(26, 33), async () => life.chargeTo(await life.card()));
  });
}

/** Chargebacks are rare, but for one campaign, where they become more and more. */
function planChargeback(life: CustomerLife): void {
  const { draw, world } = life;
  const left = (world.end - world.now) / DAY_MS;
  const percent = life.campaign !== 'slim' ? 0.6 : left < 25 ? 16 : left < 50 ? 9 : 2;
  if (draw.chance(percent)) life.later(24 * draw.between(3, 24), () => chargeBack(life));
}

async function completeSale(life: CustomerLife): Promise<void> {
  const payment = { token: await life.card() };
  life.order = await life.post(`/orders/${life.order.id}/complete`, { payment });
  await goOn(life);
}

async function tryAgain(life: CustomerLife): Promise<void> {
  const payment = { token: await life.card() };
  try {
    life.order = await life.post(`/orders/${life.order.id}/rerun`, { payment });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return life.world.refused(`rerun ${error.problem.code}`);
  }
  await goOn(life);
}

/** Soon more likely than late. */
function afterHours(draw: Draw, days: number): number {
  return 1 + 24 * days * draw.between(0, 1) * draw.between(0, 1);
}
