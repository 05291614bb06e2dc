import type { IntakeData } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { subscriptionOf } from '../../purchases/purchase-commands';
import { IntakeRefusal } from '../intake-reader';
import type { MessageAbout, IntakeHandlers } from '../intake-handler';
import { take, told } from './rebill.handlers';

type Scene = MessageAbout<'purchase'>;

/** What engines tell about how a purchase goes on. */
export const purchaseHandlers: IntakeHandlers<
  'consent.received' | 'consent.denied' | 'purchase.renewed' | 'purchase.updated'
> = {
  'consent.received': (scene) => tellConsent(scene, 'received'),
  'consent.denied': (scene) => tellConsent(scene, 'denied'),
  'purchase.renewed': (scene, { finalCycle, discount, nextBillAt }) => {
    const { em, purchase } = scene;
    const unexpected = take(scene, { type: 'purchase.renewed' }, nextBillAt);
    if (!unexpected && finalCycle !== undefined) purchase.terms = { ...purchase.terms, finalCycle };
    record(em, 'billing.purchase.renewed', {
      ...told(scene, unexpected),
      attributes: {
        ...subscriptionOf(scene),
        ...(discount === undefined
          ? {}
          : { discountName: discount.name, discountOccurrence: discount.occurrence }),
      },
    });
  },
  'purchase.updated': (scene, data) => {
    const { em, purchase } = scene;
    if (data.unitPrice !== undefined && data.unitPrice.currency !== purchase.currency) {
      throw new IntakeRefusal(
        'intake.currency_mismatch',
        `The purchase is in ${purchase.currency}, not in ${data.unitPrice.currency}.`,
      );
    }
    const fieldNames = changedFields(scene, data);
    // The engine confirms what was changed here.
    if (fieldNames.length === 0) return;
    const unexpected = take(scene, { type: 'purchase.updated' }, data.nextBillAt);
    if (!unexpected) {
      purchase.quantity = data.quantity ?? purchase.quantity;
      purchase.unitPriceAmount = data.unitPrice?.amount ?? purchase.unitPriceAmount;
    }
    record(em, 'billing.purchase.updated', {
      ...told(scene, unexpected),
      attributes: { ...subscriptionOf(scene), fieldNames },
    });
  },
};

function tellConsent(scene: Scene, answer: 'received' | 'denied'): void {
  const unexpected = take(scene, { type: `consent.${answer}` });
  if (!unexpected) Object.assign(scene.purchase, { consent: answer, consentRequestId: null });
  record(scene.em, `billing.consent.${answer}`, {
    ...told(scene, unexpected),
    attributes: subscriptionOf(scene),
  });
}

/** Names of what differs from what is known here. */
function changedFields({ purchase }: Scene, data: IntakeData<'purchase.updated'>): string[] {
  const { quantity, unitPrice, nextBillAt, otherFields = [] } = data;
  const known = purchase.nextBillAt?.getTime();
  return [
    ...(quantity === undefined || quantity === purchase.quantity ? [] : ['quantity']),
    ...(unitPrice === undefined || Number(unitPrice.amount) === Number(purchase.unitPriceAmount)
      ? []
      : ['unitPrice']),
    ...(nextBillAt === undefined || new Date(nextBillAt).getTime() === known ? [] : ['nextBillDate']),
    ...otherFields,
  ];
}
