import type { PurchaseView } from '@daybook/contracts';
import type { CustomerLife, SaleChoice } from '../customer-life';
import { episode, type Episode } from './episode';

const OURS: SaleChoice = { campaign: 'glowEurope', product: 'serum' };
const TRIAL: SaleChoice = { campaign: 'vital', product: 'vitamin' };
const TERM: SaleChoice = { campaign: 'glowEurope', product: 'collagen' };
const ENGINES: SaleChoice = { campaign: 'glowUk', product: 'serum' };
const ENGINES_TRIAL: SaleChoice = { campaign: 'glowUk', product: 'vitamin' };
const CONSENTING: SaleChoice = { campaign: 'vitalEuropa', product: 'collagen' };

/** What people do to purchases, and what is scheduled for them. */
export const PURCHASE_EPISODES: Readonly<Record<string, Episode>> = {
  cancelled: episode(OURS, (life) => life.toPurchase('cancel', { reason: 'Has enough for now' })),
  restarted: episode(OURS, async (life) => {
    await life.toPurchase('cancel', { reason: 'Moved away' });
    life.later(9, () => life.toPurchase('restart', { reason: 'Has a new address now' }));
  }),
  billingRestarted: episode(OURS, (life) => life.toPurchase('restart-billing', { reason: 'Starts over' })),
  forced: episode(OURS, (life) => life.toPurchase('force-bill', { reason: 'Wants the next one now' })),
  forcedAtEngine: episode(ENGINES, (life) => life.toPurchase('force-bill', { reason: 'Paid on the phone' })),
  quantity: episode(OURS, (life) => life.patchPurchase({ quantity: 2 })),
  price: episode(OURS, (life) =>
    life.patchPurchase({ unitPrice: life.money('29.90'), reason: 'Kept the customer by it' }),
  ),
  option: episode(OURS, async (life) => {
    const { productOption } = (await life.purchase()) as PurchaseView & { productOption?: { id?: string } };
    const other = life.product.options.find(({ id }) => id !== productOption?.id);
    await life.patchPurchase({ productOption: other?.id });
  }),
  billingDate: episode(OURS, async (life) => {
    const { nextBillAt } = await life.purchase();
    // The trial's charge was declined meanwhile, or its cycles are over.
    if (nextBillAt === undefined) return;
    const nextBillDate = new Date(Date.parse(nextBillAt) + 5 * 86_400_000).toISOString().slice(0, 10);
    await life.patchPurchase({ nextBillDate });
  }),
  otherCard: episode(OURS, async (life) => life.chargeTo(await life.card())),
  changed: episode(OURS, (life) => life.toPurchase('change', choiceOf(life, 'vitamin'))),
  downgrade: episode(OURS, (life) => life.toPurchase('downgrade', choiceOf(life, 'vitamin'))),
  downgradeWithdrawn: episode(OURS, async (life) => {
    await life.toPurchase('downgrade', choiceOf(life, 'vitamin'));
    life.later(5, () => life.withdraw('downgrade'));
  }),
  cancelLater: episode(OURS, (life) => life.toPurchase('cancel', { reason: 'Too dear', when: 'next_date' })),
  cancelWithdrawn: episode(OURS, async (life) => {
    await life.toPurchase('cancel', { reason: 'Too dear', when: 'next_date' });
    life.later(6, () => life.withdraw('cancel'));
  }),
  pauseLater: episode(OURS, (life) => life.toPurchase('pause', { months: 1, reason: 'On holiday' })),
  pauseWithdrawn: episode(OURS, async (life) => {
    await life.toPurchase('pause', { months: 2 });
    life.later(4, () => life.withdraw('pause'));
  }),
  paused: episode(OURS, (life) =>
    life.toPurchase('pause', { months: 1, when: 'now', reason: 'In hospital' }),
  ),
  resumed: episode(OURS, async (life) => {
    await life.toPurchase('pause', { months: 2, when: 'now' });
    life.later(12, () => life.toPurchase('resume'));
  }),
  renewed: episode(TERM, (life) => life.toPurchase('renew')),
  trialSkipped: episode(TRIAL, (life) => life.toPurchase('trial/skip', { reason: 'Is convinced already' })),
  trialStopped: episode(TRIAL, (life) =>
    life.toPurchase('trial/stop', { reason: 'Does not like the taste' }),
  ),
  trialRestarted: episode(TRIAL, (life) => life.toPurchase('trial/restart', { reason: 'Was ill' })),
  declinesThenSaved: episode(OURS, async (life) => {
    await life.chargeTo('tok_soft_decline');
    await life.toPurchase('force-bill', {});
  }),
  consented: episode(CONSENTING, async (life) => {
    await life.toPurchase('consent');
    life.later(8, () => consent(life, 'received'));
  }),
  notConsented: episode(CONSENTING, async (life) => {
    await life.toPurchase('consent');
    life.later(8, () => consent(life, 'denied'));
  }),
  engineTrial: episode(ENGINES_TRIAL, async (life) => {
    await life.engineReports('trial.started', {});
    life.later(10, async () => {
      await life.engineReports('rebill.started', { cycle: 1 });
      await life.engineReports('rebill.succeeded', { ...(await billed(life)), responseCode: '00' });
      await life.engineReports('trial.completed');
    });
  }),
  engineTrialFails: episode(ENGINES_TRIAL, async (life) => {
    const { amount, processor } = await billed(life);
    await life.engineReports('trial.failed', { amount, processor, responseCode: '05', declineKind: 'hard' });
  }),
  engineRecycles: episode(ENGINES, async (life) => {
    await life.engineReports('rebill.started', { cycle: 2 });
    const declined = { ...(await billed(life, 2)), responseCode: '51', declineKind: 'soft' };
    await life.engineReports('rebill.failed', declined);
    life.later(7, () => life.engineReports('recycle.failed', { ...declined, attempt: 2, willRetry: true }));
    life.later(14, async () =>
      life.engineReports('recycle.saved', { ...(await billed(life, 2)), attempt: 3, responseCode: '00' }),
    );
  }),
  engineCompletes: episode(ENGINES, async (life) => {
    await life.engineReports('rebill.succeeded', { ...(await billed(life, 2)), responseCode: '00' });
    await life.engineReports('rebill.completed', { cycle: 2 });
  }),
  engineChanges: episode(ENGINES, async (life) => {
    await life.engineReports('purchase.updated', { quantity: 2, otherFields: ['paymentMethod'] });
    await life.engineReports('purchase.renewed', { discount: { name: 'Loyal customer', occurrence: 1 } });
    await life.engineReports('entitlements.refreshed');
    await life.engineReports('consent.received');
  }),
  engineBillsOtherwise: episode(ENGINES, async (life) => {
    const { amount, ...others } = await billed(life, 2);
    const less = { ...amount, amount: (Number(amount.amount) - 1).toFixed(2) };
    await life.engineReports('rebill.succeeded', { ...others, amount: less, responseCode: '00' });
  }),
};

/** What an engine says of a cycle that it bills. */
export async function billed(
  life: CustomerLife,
  cycle = 1,
): Promise<{ cycle: number; amount: PurchaseView['price']; processor: string }> {
  const { price } = await life.purchase();
  return { cycle, amount: price, processor: life.offer.engine === 'northpay' ? 'klarna' : 'dibs' };
}

/** An agent enters what the customer said when they were asked. */
export async function consent(life: CustomerLife, answer: 'received' | 'denied'): Promise<void> {
  const { id } = await life.purchase();
  await life.agent.client.put(`/purchases/${id}/consent`, { answer });
}

function choiceOf(life: CustomerLife, key: 'vitamin'): object {
  const product = life.world.product(key);
  const point = product.pricePoints.find(({ unitPrice }) => unitPrice.currency === life.offer.baseCurrency);
  return { productId: product.id, pricePointId: point?.id };
}
