import { DateTime } from 'luxon';
import type { CustomerLife } from './customer-life';
import { HOUR_MS } from './demo-world';
import { billed } from './episodes/purchase-episodes';

/** An engine bills a purchase at night, month after month, until it ends. */
export function billByEngine(life: CustomerLife): void {
  const trial = life.product.pricePoints.some((point) => point.trial !== undefined);
  const first = DateTime.fromMillis(life.world.now, { zone: 'UTC' }).startOf('day');
  const due = (cycle: number): number =>
    (trial ? first.plus({ days: 14, months: cycle - 1 }) : first.plus({ months: cycle - 1 })).toMillis() +
    (2 + life.draw.between(0, 2)) * HOUR_MS;
  const plan = (cycle: number): void => {
    const at = due(cycle);
    if (at >= life.world.end) return;
    life.world.agenda.add(at, async () => {
      const { status } = await life.purchase();
      if (status !== 'active' && status !== 'trial') return;
      const goesOn = await bill(life, cycle, trial);
      if (goesOn) plan(cycle + 1);
    });
  };
  plan(trial ? 1 : 2);
}

/** Bills one cycle. @returns whether there is another one */
async function bill(life: CustomerLife, cycle: number, trial: boolean): Promise<boolean> {
  const { draw } = life;
  const cycleBilled = await billed(life, cycle);
  await life.engineReports('rebill.started', { cycle });
  if (draw.chance(88)) {
    await life.engineReports('rebill.succeeded', { ...cycleBilled, responseCode: '00' });
    if (trial && cycle === 1) await life.engineReports('trial.completed');
    return true;
  }
  const declineKind = draw.chance(80) ? 'soft' : 'hard';
  await life.engineReports('rebill.failed', { ...cycleBilled, responseCode: '51', declineKind });
  if (declineKind === 'hard') return false;
  const saved = draw.chance(55);
  life.later(72, async () => {
    const again = { ...cycleBilled, attempt: 2 };
    if (saved) await life.engineReports('recycle.saved', { ...again, responseCode: '00' });
    else await life.engineReports('recycle.failed', { ...again, responseCode: '51', declineKind: 'hard' });
  });
  return saved;
}
