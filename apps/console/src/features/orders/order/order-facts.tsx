import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { callCentersQuery, campaignsQuery } from '../../../api/catalog-queries';
import { useMay } from '../../../api/use-session';
import { cardText } from '../../../components/actions/charge';
import { Moment } from '../../../components/moment';
import { PlaceLink } from '../../../components/place-link';
import { Fact, FactGroup } from '../../../components/record/fact';
import { OrderCustomFields } from './order-custom-fields';
import { OrderAddress } from './order-address';

/** Where an order comes from, what was checked, who gets it. */
export function OrderFacts({ order }: { order: View<'OrderView'> }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  const campaigns = useQuery({ ...campaignsQuery, enabled: may('catalog.view') }).data;
  const centers = useQuery({ ...callCentersQuery, enabled: may('catalog.view') }).data;
  const campaign = campaigns?.find(({ id }) => id === order.campaignId)?.name;
  const center = centers?.find(({ id }) => id === order.callCenterId)?.name;
  const { customer, payment, outsidePayment } = order;
  const checks = [
    ...(order.qaCause ? [t(`qa_cause.${order.qaCause}`)] : []),
    ...(order.declineSaved ? [t('order.decline_saved')] : []),
    ...(order.savedPartial ? [t('order.saved_partial')] : []),
  ];
  return (
    <>
      <FactGroup title={t('order.sale')}>
        <Fact label={t('order.ordered_at')}>
          <Moment at={order.orderedAt} />
        </Fact>
        {order.completedAt && (
          <Fact label={t('order.completed_at')}>
            <Moment at={order.completedAt} />
          </Fact>
        )}
        {campaign !== undefined && <Fact label={t('order.campaign')}>{campaign}</Fact>}
        {center !== undefined && <Fact label={t('order.call_center')}>{center}</Fact>}
        <Fact label={t('order.checks')}>
          {checks.length === 0 ? t('order.no_checks') : checks.join('\n')}
        </Fact>
        {order.cancelReason && <Fact label={t('order.cancel_reason')}>{order.cancelReason}</Fact>}
      </FactGroup>
      <FactGroup title={t('order.customer')}>
        <Fact label={t('order.name')}>
          <PlaceLink to={`/customers/${order.customerId}`}>{customer?.name ?? '–'}</PlaceLink>
        </Fact>
        {customer?.email && <Fact label={t('order.email')}>{customer.email}</Fact>}
        {customer?.phone && <Fact label={t('order.phone')}>{customer.phone}</Fact>}
        {customer?.ip && <Fact label={t('order.ip')}>{customer.ip}</Fact>}
      </FactGroup>
      <FactGroup title={t('order.payment')}>
        {payment ? (
          <>
            <Fact label={t('order.card')}>
              {cardText(payment.cardLast4, '–')} · {t(`outcome.${payment.outcome}`)}
              {payment.voided && ` · ${t('order.voided')}`}
            </Fact>
            {payment.responseCode && <Fact label={t('order.response')}>{payment.responseCode}</Fact>}
          </>
        ) : (
          <Fact label={t('order.card')}>{t('order.not_paid')}</Fact>
        )}
        {outsidePayment && (
          <Fact label={t('order.outside')}>
            {[outsidePayment.method, outsidePayment.reference].filter(Boolean).join(' · ')}
          </Fact>
        )}
        <Fact label={t('order.capture')}>{t(`capture_at.${order.captureAt}`)}</Fact>
      </FactGroup>
      <FactGroup title={t('order.shipping')}>
        <OrderAddress order={order} />
      </FactGroup>
      <OrderCustomFields order={order} />
    </>
  );
}
