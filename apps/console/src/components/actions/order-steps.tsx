import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { moneyText } from '../money';
import { isChosen, PaymentFields, usePayment } from '../payment/payment-fields';
import { ActionDialog } from './action-dialog';

type Order = View<'OrderView'>;

interface StepProps {
  order: Order;
  facts: readonly (readonly [string, string])[];
  close: () => void;
}

/** What quality assurance decides about an order. */
export function JudgeDialog({
  order,
  facts,
  close,
  decision,
}: StepProps & { decision: 'approve' | 'decline' }) {
  const { t } = useTranslation('actions');
  return (
    <ActionDialog
      title={t(`order_${decision}.title`)}
      facts={facts}
      reason={decision === 'decline' ? 'needed' : 'optional'}
      consequence={t(`order_${decision}.consequence`)}
      button={t(`order_${decision}.button`)}
      danger={decision === 'decline'}
      customerId={order.customerId}
      send={(reason, key) =>
        answerOf(
          api.POST('/orders/{id}/qa', {
            params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
            body: { decision, ...(reason === '' ? {} : { reason }) },
          }),
        )
      }
      done={() => t(`order_${decision}.done`, { order: order.orderNumber })}
      onClose={close}
    />
  );
}

/** A declined order that is charged again, or a partial one that is paid. */
export function PayDialog({ order, facts, close, act }: StepProps & { act: 'rerun' | 'complete' }) {
  const { t } = useTranslation('actions');
  const payments = usePayment();
  const sum = moneyText(order.total);
  return (
    <ActionDialog
      title={t(`order_${act}.title`)}
      facts={facts}
      reason="none"
      consequence={t(`order_${act}.consequence`)}
      button={t('payment.charge', { sum })}
      ready={isChosen(payments.choice)}
      input={payments.asked}
      customerId={order.customerId}
      send={async (_reason, key) => {
        const payment = await payments.payment();
        return answerOf(
          api.POST(act === 'rerun' ? '/orders/{id}/rerun' : '/orders/{id}/complete', {
            params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
            body: { payment },
          }),
        );
      }}
      done={({ status }) => ({
        message: t(status === 'declined' ? 'order_pay.declined' : 'order_pay.done', {
          order: order.orderNumber,
        }),
        bad: status === 'declined',
      })}
      onClose={close}
    >
      <PaymentFields customerId={order.customerId} payments={payments} />
    </ActionDialog>
  );
}
