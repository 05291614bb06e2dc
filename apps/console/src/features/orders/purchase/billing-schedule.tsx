import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { moneyText } from '../../../components/money';
import { RecordPanel } from '../../../components/record/fact';
import { times } from '../../../lib/decimal';
import classes from './purchase.module.css';

interface Step {
  at: string;
  what: string;
}

/** What becomes of a purchase, in its order: charges, and what was scheduled. Days are the customer's. */
export function BillingSchedule({ purchase }: { purchase: View<'PurchaseView'> }) {
  const { t } = useTranslation('orders');
  const { scheduled, terms, trial, timeZone } = purchase;
  const next = purchase.cycle + 1;
  const price = moneyText(purchase.price);
  const steps: Step[] = [];
  if (trial && purchase.trialEndsAt && purchase.status === 'trial')
    steps.push({ at: purchase.trialEndsAt, what: t('schedule.trial_ends', { count: trial.days }) });
  if (purchase.pause)
    steps.push({
      at: purchase.pause.until,
      what: t('schedule.pause_ends', { count: purchase.pause.months }),
    });
  if (purchase.retryAt) steps.push({ at: purchase.retryAt, what: t('schedule.retry', { price }) });
  if (
    purchase.nextBillAt &&
    purchase.nextBillAt !== purchase.retryAt &&
    !scheduled.cancellation &&
    !scheduled.pause
  )
    steps.push({
      at: purchase.nextBillAt,
      what: scheduled.downgrade
        ? t('schedule.downgrade', {
            product: scheduled.downgrade.productName,
            price: moneyText({
              ...scheduled.downgrade.unitPrice,
              amount: times(scheduled.downgrade.unitPrice.amount, scheduled.downgrade.quantity),
            }),
          })
        : t('schedule.charge', { cycle: next, price }),
    });
  if (scheduled.pause)
    steps.push({ at: scheduled.pause.dueAt, what: t('schedule.pause', { count: scheduled.pause.months }) });
  if (scheduled.cancellation) steps.push({ at: scheduled.cancellation.dueAt, what: t('schedule.cancel') });
  steps.sort((one, other) => one.at.localeCompare(other.at));
  return (
    <RecordPanel title={t('schedule.title')}>
      <div className={classes.terms}>
        <span>
          {purchase.quantity > 1 && `${String(purchase.quantity)} × ${moneyText(purchase.unitPrice)} = `}
          <b>{price}</b> {t(`schedule.every_${terms.unit}`, { count: terms.count })}
        </span>
        <span className={classes.quiet}>
          {terms.finalCycle
            ? t('schedule.cycle_of', { cycle: purchase.cycle, last: terms.finalCycle })
            : t('schedule.cycle', { count: purchase.cycle })}
        </span>
        {trial && (
          <span className={classes.quiet}>
            {t('schedule.trial', { count: trial.days, price: moneyText(trial.price) })}
          </span>
        )}
      </div>
      {steps.length === 0 ? (
        <p className={classes.none}>{t('schedule.nothing')}</p>
      ) : (
        <ol className={classes.steps}>
          {steps.map(({ at, what }) => (
            <li key={`${at} ${what}`}>
              <Moment at={at} as="date" timeZone={timeZone} />
              <span>{what}</span>
            </li>
          ))}
        </ol>
      )}
      {purchase.consent !== 'none' && <p className={classes.none}>{t(`consent.${purchase.consent}`)}</p>}
    </RecordPanel>
  );
}
