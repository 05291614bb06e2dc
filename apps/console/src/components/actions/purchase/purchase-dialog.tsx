import { useState } from 'react';
import { Checkbox, SegmentedControl, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/use-session';
import { formatMoment } from '../../../i18n/formats';
import { moneyText } from '../../money';
import { NumberField } from '../../number-field';
import { ActionDialog } from '../action-dialog';
import { BillingDialog } from './billing-dialog';
import { ConsentDialog, type ConsentAct } from './consent-dialog';
import { ProductChangeDialog } from './product-change-dialog';
import { RestartDialog } from './restart-dialog';

type Purchase = View<'PurchaseView'>;
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
type Scheduled = 'pause' | 'cancel' | 'downgrade';

export type PurchaseAct =
  | Simple
  | 'billing'
  | 'change'
  | 'downgrade'
  | 'pause'
  | 'restart'
  | 'cancel'
  | `withdraw_${Scheduled}`
  | `consent_${ConsentAct}`;

function usePurchaseFacts(): (row: Purchase) => (readonly [string, string])[] {
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

/** What is about to be done with a purchase. */
export function PurchaseDialog({ row, act, close }: DialogProps & { act: PurchaseAct }) {
  const facts = usePurchaseFacts()(row);
  switch (act) {
    case 'billing':
      return <BillingDialog row={row} close={close} />;
    case 'change':
    case 'downgrade':
      return <ProductChangeDialog row={row} act={act} close={close} />;
    case 'pause':
      return <PauseDialog row={row} close={close} />;
    case 'cancel':
      return <CancelDialog row={row} close={close} />;
    case 'restart':
      return <RestartDialog row={row} facts={facts} close={close} />;
    case 'withdraw_pause':
      return <WithdrawDialog row={row} close={close} what="pause" />;
    case 'withdraw_cancel':
      return <WithdrawDialog row={row} close={close} what="cancel" />;
    case 'withdraw_downgrade':
      return <WithdrawDialog row={row} close={close} what="downgrade" />;
    case 'consent_ask':
      return <ConsentDialog row={row} facts={facts} act="ask" close={close} />;
    case 'consent_received':
      return <ConsentDialog row={row} facts={facts} act="received" close={close} />;
    case 'consent_denied':
      return <ConsentDialog row={row} facts={facts} act="denied" close={close} />;
    default:
      return <SimpleDialog row={row} act={act} close={close} />;
  }
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
        <NumberField
          label={t('purchase.pause.months')}
          required
          min={1}
          max={24}
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

function WithdrawDialog({ row, close, what }: DialogProps & { what: Scheduled }) {
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
