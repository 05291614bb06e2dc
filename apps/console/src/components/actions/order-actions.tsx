import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { compare } from '../../lib/decimal';
import { moneyText } from '../money';
import { ActionDialog } from './action-dialog';
import { MoneyDialog } from './money-dialog';
import { JudgeDialog, PayDialog } from './order-steps';
import type { OpenDialog, RowAction } from './row-action';
import { cardText } from './transaction-actions';

type Order = View<'OrderView'>;

const MESSAGES = ['welcome', 'refund', 'void'] as const;

function useOrderFacts(): (order: Order) => (readonly [string, string])[] {
  const { t } = useTranslation('actions');
  return (order) => [
    [t('fact.order'), order.orderNumber],
    [t('fact.products'), order.items.map(({ productName }) => productName).join(', ')],
    [t('fact.amount'), moneyText(order.total)],
    [t('fact.card'), cardText(order.payment?.cardLast4, t('fact.no_card'))],
  ];
}

function CancelOrder({ order, close }: { order: Order; close: () => void }) {
  const { t } = useTranslation('actions');
  const may = useMay();
  const [refund, setRefund] = useState(false);
  const facts = useOrderFacts();
  return (
    <ActionDialog
      title={t('order_cancel.title')}
      facts={facts(order)}
      consequence={t('order_cancel.consequence')}
      button={refund ? t('order_cancel.button_refund') : t('order_cancel.button')}
      danger
      input={{ refund }}
      customerId={order.customerId}
      send={(reason, key) =>
        answerOf(
          api.POST('/orders/{id}/cancel', {
            params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
            body: { reason, refund },
          }),
        )
      }
      done={() => t('order_cancel.done', { order: order.orderNumber })}
      onClose={close}
    >
      {may('transactions.refund') && (
        <Checkbox
          label={t('order_cancel.refund')}
          checked={refund}
          onChange={(event) => setRefund(event.currentTarget.checked)}
        />
      )}
    </ActionDialog>
  );
}

/** What can be done with each order. */
export function useOrderActions(open: OpenDialog): (order: Order) => RowAction[] {
  const { t } = useTranslation('actions');
  const may = useMay();
  const facts = useOrderFacts();

  const refund = (order: Order, close: () => void) => (
    <MoneyDialog
      title={t('order_refund.title')}
      facts={facts(order)}
      most={order.refundable}
      partly
      hasPurchases={order.items.some(({ purchaseId }) => purchaseId !== null && purchaseId !== undefined)}
      consequence={t('order_refund.consequence')}
      button={(sum) => t('refund.button', { sum })}
      customerId={order.customerId}
      send={(body, key) =>
        answerOf(
          api.POST('/orders/{id}/refund', {
            params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
            body,
          }),
        )
      }
      done={({ reversals }) => t('order_refund.done', { count: reversals.length })}
      onClose={close}
    />
  );

  const message = (order: Order, kind: (typeof MESSAGES)[number], close: () => void) => (
    <ActionDialog
      title={t(`resend.${kind}`)}
      facts={facts(order)}
      reason="none"
      consequence={t('resend.consequence')}
      button={t('resend.button')}
      customerId={order.customerId}
      send={(_reason, key) =>
        answerOf(
          api.POST('/orders/{id}/emails', {
            params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
            body: { kind },
          }),
        )
      }
      done={({ to }) => t('resend.done', { to })}
      onClose={close}
    />
  );

  return (order) => {
    const actions: RowAction[] = [];
    const unpaid = order.payment?.outcome !== 'success' || order.payment.voided;
    const { status } = order;
    if (may('orders.change') && status === 'pending' && order.qaCause)
      for (const decision of ['approve', 'decline'] as const)
        actions.push({
          id: decision,
          label: t(`order_${decision}.title`),
          danger: decision === 'decline',
          run: () =>
            open((close) => (
              <JudgeDialog order={order} facts={facts(order)} decision={decision} close={close} />
            )),
        });
    const act = status === 'declined' ? 'rerun' : status === 'partial' ? 'complete' : undefined;
    if (may('orders.create') && act !== undefined)
      actions.push({
        id: act,
        label: t(`order_${act}.title`),
        run: () => open((close) => <PayDialog order={order} facts={facts(order)} act={act} close={close} />),
      });
    if (may('transactions.refund'))
      actions.push({
        id: 'refund',
        label: t('order_refund.action'),
        danger: true,
        disabled:
          compare(order.refundable.amount, '0') > 0
            ? undefined
            : t(unpaid ? 'why.not_paid' : 'why.nothing_left'),
        run: () => open((close) => refund(order, close)),
      });
    if (may('orders.change'))
      actions.push({
        id: 'cancel',
        label: t('order_cancel.title'),
        danger: true,
        disabled: ['complete', 'partial', 'pending'].includes(order.status)
          ? undefined
          : t('why.order_closed'),
        run: () => open((close) => <CancelOrder order={order} close={close} />),
      });
    if (may('customers.call'))
      for (const kind of MESSAGES)
        actions.push({
          id: `resend_${kind}`,
          label: t(`resend.${kind}`),
          disabled:
            kind === 'welcome'
              ? order.completedAt === null || order.completedAt === undefined
                ? t('why.not_paid')
                : undefined
              : wasReturned(order, kind)
                ? undefined
                : t(kind === 'refund' ? 'why.no_refund' : 'why.no_void'),
          run: () => open((close) => message(order, kind, close)),
        });
    return actions;
  };
}

/** As far as the order itself says so: its first payment. */
function wasReturned({ status, payment }: Order, kind: 'refund' | 'void'): boolean {
  if (kind === 'void') return status === 'voided' || payment?.voided === true;
  return (
    status === 'refunded' ||
    (payment !== null && payment !== undefined && Number(payment.refunded.amount) > 0)
  );
}
