import { useState } from 'react';
import { Checkbox, NumberInput, SegmentedControl, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { formatMoment } from '../../i18n/formats';
import { moneyText } from '../money';
import { ActionDialog } from './action-dialog';
import { BillingDialog } from './billing-dialog';
import { ConsentDialog, type ConsentAct } from './consent-dialog';
import { ProductChangeDialog } from './product-change-dialog';
import { RestartDialog } from './restart-dialog';
import type { OpenDialog, RowAction } from './row-action';

type Purchase = View<'PurchaseView'>;
const CONSENT_ACTS: readonly ConsentAct[] = ['ask', 'received', 'denied'];
type When = 'now' | 'next_date';

/** Changes that need a reason at most. */
const SIMPLE = {
  trial_skip: '/purchases/{id}/trial/skip',
  trial_stop: '/purchases/{id}/trial/stop',
  trial_restart: '/purchases/{id}/trial/restart',
  force_bill: '/purchases/{id}/force-bill',
  renew: '/purchases/{id}/renew',
  restart_billing: '/purchases/{id}/restart-billing',
  resume: '/purchases/{id}/resume',
} as const;
type Simple = keyof typeof SIMPLE;

export function usePurchaseFacts(): (row: Purchase) => (readonly [string, string])[] {
  const { t } = useTranslation('actions');
  return (row) => [
    [t('fact.product'), row.optionName ? `${row.productName}, ${row.optionName}` : row.productName],
    [t('fact.price'), moneyText(row.price)],
    [
      t('fact.next_charge'),
      row.nextBillAt === null || row.nextBillAt === undefined
        ? t('fact.no_next_charge')
        : formatMoment(row.nextBillAt, 'date', row.timeZone),
    ],
  ];
}

interface DialogProps {
  row: Purchase;
  close: () => void;
}

/** What is asked for beside a reason, and sent with its version: nobody changes what they have not seen. */
const headersOf = ({ id, version }: Purchase, key: string) => ({
  path: { id },
  header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` },
});

function SimpleDialog({ row, close, act }: DialogProps & { act: Simple }) {
  const { t } = useTranslation('actions');
  const facts = usePurchaseFacts();
  const price = moneyText(row.price);
  return (
    <ActionDialog
      title={t(`purchase.${act}.title`)}
      facts={facts(row)}
      reason={act === 'trial_stop' ? 'needed' : 'optional'}
      consequence={t(`purchase.${act}.consequence`, { price })}
      button={t(`purchase.${act}.button`, { price })}
      danger={act === 'trial_stop'}
      customerId={row.customerId}
      send={(reason, key) =>
        answerOf(
          api.POST(SIMPLE[act], {
            params: headersOf(row, key),
            body: (reason === '' ? {} : { reason }) as { reason: string },
          }),
        )
      }
      done={() => t(`purchase.${act}.done`)}
      onClose={close}
    />
  );
}

function WhenField({ value, onChange }: { value: When; onChange: (value: When) => void }) {
  const { t } = useTranslation('actions');
  return (
    <SegmentedControl
      aria-label={t('when')}
      value={value}
      onChange={(chosen) => onChange(chosen === 'now' ? 'now' : 'next_date')}
      data={[
        { value: 'next_date', label: t('when_next_date') },
        { value: 'now', label: t('when_now') },
      ]}
    />
  );
}

function PauseDialog({ row, close }: DialogProps) {
  const { t } = useTranslation('actions');
  const facts = usePurchaseFacts();
  const [when, setWhen] = useState<When>('next_date');
  const [months, setMonths] = useState<number | string>(1);
  const right = typeof months === 'number' && months >= 1 && months <= 24;
  return (
    <ActionDialog
      title={t('purchase.pause.title')}
      facts={facts(row)}
      reason="optional"
      consequence={t(`purchase.pause.${when}`)}
      button={t('purchase.pause.button', { count: right ? months : 1 })}
      ready={right}
      input={{ when, months }}
      customerId={row.customerId}
      send={(reason, key) =>
        answerOf(
          api.POST('/purchases/{id}/pause', {
            params: headersOf(row, key),
            body: { months: Number(months), when, ...(reason === '' ? {} : { reason }) },
          }),
        )
      }
      done={() => t('purchase.pause.done')}
      onClose={close}
    >
      <Stack gap="sm">
        <WhenField value={when} onChange={setWhen} />
        <NumberInput
          label={t('purchase.pause.months')}
          min={1}
          max={24}
          allowDecimal={false}
          data-autofocus
          value={months}
          onChange={setMonths}
        />
      </Stack>
    </ActionDialog>
  );
}

function CancelDialog({ row, close }: DialogProps) {
  const { t } = useTranslation('actions');
  const may = useMay();
  const facts = usePurchaseFacts();
  const [when, setWhen] = useState<When>('now');
  const [refund, setRefund] = useState(false);
  const refunds = when === 'now' && refund;
  return (
    <ActionDialog
      title={t('purchase.cancel.title')}
      facts={facts(row)}
      consequence={t(`purchase.cancel.${when}`)}
      button={t(refunds ? 'purchase.cancel.button_refund' : 'purchase.cancel.button')}
      danger
      input={{ when, refunds }}
      customerId={row.customerId}
      send={(reason, key) =>
        answerOf(
          api.POST('/purchases/{id}/cancel', {
            params: headersOf(row, key),
            body: { reason, when, refund: refunds },
          }),
        )
      }
      done={() => t('purchase.cancel.done')}
      onClose={close}
    >
      <Stack gap="sm">
        <WhenField value={when} onChange={setWhen} />
        {when === 'now' && may('transactions.refund') && (
          <Checkbox
            label={t('purchase.cancel.refund')}
            checked={refund}
            onChange={(event) => setRefund(event.currentTarget.checked)}
          />
        )}
      </Stack>
    </ActionDialog>
  );
}

function WithdrawDialog({ row, close, what }: DialogProps & { what: 'pause' | 'cancel' | 'downgrade' }) {
  const { t } = useTranslation('actions');
  const facts = usePurchaseFacts();
  return (
    <ActionDialog
      title={t(`purchase.withdraw_${what}.title`)}
      facts={facts(row)}
      reason="none"
      consequence={t(`purchase.withdraw_${what}.consequence`)}
      button={t(`purchase.withdraw_${what}.title`)}
      customerId={row.customerId}
      send={(_reason, key) =>
        answerOf(
          api.DELETE(`/purchases/{id}/${what}` as '/purchases/{id}/pause', { params: headersOf(row, key) }),
        )
      }
      done={() => t(`purchase.withdraw_${what}.done`)}
      onClose={close}
    />
  );
}

/** What can be done with each purchase; what its state makes senseless is left out. */
export function usePurchaseActions(open: OpenDialog): (row: Purchase) => RowAction[] {
  const { t } = useTranslation('actions');
  const may = useMay();
  const facts = usePurchaseFacts();
  return (row) => {
    if (!may('purchases.change')) return [];
    const { status, scheduled } = row;
    const actions: RowAction[] = [];
    const simple = (act: Simple, extra: Partial<RowAction> = {}) =>
      actions.push({
        id: act,
        label: t(`purchase.${act}.title`),
        run: () => open((close) => <SimpleDialog row={row} close={close} act={act} />),
        ...extra,
      });
    const live = ['trial', 'active', 'recycle_billing', 'paused'].includes(status);
    if (live)
      actions.push({
        id: 'billing',
        label: t('billing.title'),
        run: () => open((close) => <BillingDialog row={row} close={close} />),
      });
    if (live)
      for (const act of ['change', 'downgrade'] as const)
        if (act === 'change' || !scheduled.downgrade)
          actions.push({
            id: act,
            label: t(`purchase.${act}.title`),
            run: () => open((close) => <ProductChangeDialog row={row} act={act} close={close} />),
          });
    if (status === 'trial') {
      simple('trial_skip');
      simple('trial_restart');
      simple('trial_stop', { danger: true });
    }
    if (['active', 'recycle_billing', 'recycle_failed'].includes(status)) simple('force_bill');
    if (status === 'active' && !scheduled.pause)
      actions.push({
        id: 'pause',
        label: t('purchase.pause.title'),
        run: () => open((close) => <PauseDialog row={row} close={close} />),
      });
    if (status === 'paused') simple('resume');
    if (live && row.terms.finalCycle) simple('renew');
    if (status === 'active' && row.cycle > 0) simple('restart_billing');
    for (const [what, there] of [
      ['pause', scheduled.pause],
      ['cancel', scheduled.cancellation],
      ['downgrade', scheduled.downgrade],
    ] as const)
      if (there)
        actions.push({
          id: `withdraw_${what}`,
          label: t(`purchase.withdraw_${what}.title`),
          run: () => open((close) => <WithdrawDialog row={row} close={close} what={what} />),
        });
    if (['cancelled', 'recycle_failed', 'complete'].includes(status))
      actions.push({
        id: 'restart',
        label: t('purchase.restart.title'),
        run: () => open((close) => <RestartDialog row={row} facts={facts(row)} close={close} />),
      });
    if (live && (row.consent === 'requested' || row.consent === 'denied'))
      for (const act of CONSENT_ACTS.filter((one) => one !== row.consent))
        actions.push({
          id: `consent_${act}`,
          label: t(`consent.${act}.title`),
          danger: act === 'denied',
          run: () => open((close) => <ConsentDialog row={row} facts={facts(row)} act={act} close={close} />),
        });
    if (live)
      actions.push({
        id: 'cancel',
        label: t('purchase.cancel.title'),
        danger: true,
        run: () => open((close) => <CancelDialog row={row} close={close} />),
      });
    return actions;
  };
}
