import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { compare } from '../../lib/decimal';
import { onDemand } from '../on-demand';
import { leftOf } from './charge';
import type { OrderAct } from './order-dialog';
import type { OpenDialog, RowAction } from './row-action';

const OrderDialog = onDemand(() => import('./order-dialog').then((it) => it.OrderDialog));

type Order = View<'OrderView'>;

const MESSAGES = ['welcome', 'refund', 'void'] as const;

/** What can be done with each order. */
export function useOrderActions(open: OpenDialog): (order: Order) => RowAction[] {
  const { t } = useTranslation('actions');
  const may = useMay();

  return (order) => {
    const actions: RowAction[] = [];
    const unpaid = order.payment?.outcome !== 'success' || order.payment.voided;
    const { status } = order;
    const show = (act: OrderAct) => open((close) => <OrderDialog order={order} act={act} close={close} />);
    if (may('orders.change') && status === 'pending' && order.qaCause)
      for (const decision of ['approve', 'decline'] as const)
        actions.push({
          id: decision,
          label: t(`order_${decision}.title`),
          danger: decision === 'decline',
          disabled: decision === 'approve' && returned(order) ? t('why.payment_returned') : undefined,
          run: () => show(decision),
        });
    const act = status === 'declined' ? 'rerun' : status === 'partial' ? 'complete' : undefined;
    if (may('orders.create') && act !== undefined)
      actions.push({
        id: act,
        label: t(`order_${act}.title`),
        run: () => show(act),
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
        run: () => show('refund'),
      });
    if (may('orders.change'))
      actions.push({
        id: 'cancel',
        label: t('order_cancel.title'),
        danger: true,
        disabled: ['complete', 'partial', 'pending'].includes(order.status)
          ? undefined
          : t('why.order_closed'),
        run: () => show('cancel'),
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
          run: () => show(`resend_${kind}`),
        });
    return actions;
  };
}

/** Nothing is left of its payment: what it sells is not to be sent. */
function returned({ payment }: Order): boolean {
  if (payment === null || payment === undefined) return false;
  return payment.voided || compare(leftOf(payment).amount, '0') <= 0;
}

/** As far as the order itself says so: its first payment. */
function wasReturned({ status, payment }: Order, kind: 'refund' | 'void'): boolean {
  if (kind === 'void') return status === 'voided' || payment?.voided === true;
  return (
    status === 'refunded' ||
    (payment !== null && payment !== undefined && Number(payment.refunded.amount) > 0)
  );
}
