import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useOrderActions } from '../../../components/actions/order-actions';
import { ActionButtons } from '../../../components/actions/action-buttons';
import { useDialog } from '../../../components/actions/use-dialog';
import { Chip } from '../../../components/chip';
import { Money } from '../../../components/money';
import { PlaceLink } from '../../../components/place-link';
import { StripActions, StripFigure } from '../../../components/record/record-page';
import { StatusChip } from '../../../components/tables/status-chip';

/** Which order it is, what state it is in, and what can be done with it. */
export function OrderStrip({ order }: { order: View<'OrderView'> }) {
  const { t } = useTranslation('orders');
  const { dialog, open } = useDialog();
  const actions = useOrderActions(open)(order);
  return (
    <>
      <h1>{order.orderNumber}</h1>
      <StatusChip status={order.status} />
      {order.qaCause && order.status === 'pending' && <Chip tone="caution">{t('order.in_qa')}</Chip>}
      <StripFigure name={t('order.of')}>
        <PlaceLink to={`/customers/${order.customerId}`}>
          {order.customer?.name ?? t('order.customer')}
        </PlaceLink>
      </StripFigure>
      <StripFigure name={t('order.total')}>
        <Money of={order.total} />
      </StripFigure>
      <StripActions>
        <ActionButtons
          of={order.orderNumber}
          actions={actions}
          first={['approve', 'decline', 'rerun', 'complete', 'refund', 'cancel']}
          menus={[{ label: t('order.resend'), ids: /^resend_/ }]}
        />
      </StripActions>
      {dialog}
    </>
  );
}
