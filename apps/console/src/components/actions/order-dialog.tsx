import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { moneyText } from '../money';
import { ActionDialog } from './action-dialog';
import { cardText } from './charge';
import { MoneyDialog } from './money-dialog';
import { JudgeDialog, PayDialog } from './order-steps';

type Order = View<'OrderView'>;

type MessageKind = 'welcome' | 'refund' | 'void';
export type OrderAct =
  'approve' | 'decline' | 'rerun' | 'complete' | 'refund' | 'cancel' | `resend_${MessageKind}`;

interface OrderDialogProps {
  order: Order;
  facts: readonly (readonly [string, string])[];
  close: () => void;
}

/** What is about to be done with an order. */
export function OrderDialog({ order, act, close }: Omit<OrderDialogProps, 'facts'> & { act: OrderAct }) {
  const { t } = useTranslation('actions');
  const about = {
    order,
    facts: [
      [t('fact.order'), order.orderNumber],
      [t('fact.products'), order.items.map(({ productName }) => productName).join(', ')],
      [t('fact.amount'), moneyText(order.total)],
      [t('fact.card'), cardText(order.payment?.cardLast4, t('fact.no_card'))],
    ],
    close,
  } as const;
  switch (act) {
    case 'approve':
    case 'decline':
      return <JudgeDialog {...about} decision={act} />;
    case 'rerun':
    case 'complete':
      return <PayDialog {...about} act={act} />;
    case 'refund':
      return <RefundDialog {...about} />;
    case 'cancel':
      return <CancelDialog {...about} />;
    case 'resend_welcome':
      return <ResendDialog {...about} kind="welcome" />;
    case 'resend_refund':
      return <ResendDialog {...about} kind="refund" />;
    case 'resend_void':
      return <ResendDialog {...about} kind="void" />;
  }
}

function CancelDialog({ order, facts, close }: OrderDialogProps) {
  const { t } = useTranslation('actions');
  const may = useMay();
  const [refund, setRefund] = useState(false);
  return (
    <ActionDialog
      title={t('order_cancel.title')}
      facts={facts}
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

function RefundDialog({ order, facts, close }: OrderDialogProps) {
  const { t } = useTranslation('actions');
  return (
    <MoneyDialog
      title={t('order_refund.title')}
      facts={facts}
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
}

function ResendDialog({ order, facts, kind, close }: OrderDialogProps & { kind: MessageKind }) {
  const { t } = useTranslation('actions');
  return (
    <ActionDialog
      title={t(`resend.${kind}`)}
      facts={facts}
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
}
