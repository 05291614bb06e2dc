import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { paymentMethodsQuery } from '../../../api/customer-queries';
import { cardText } from '../../../components/actions/charge';
import { Chip } from '../../../components/chip';
import { Moment } from '../../../components/moment';
import { PlaceLink } from '../../../components/place-link';
import { Fact, FactGroup } from '../../../components/record/fact';

/** What a purchase is of, what it is charged to, and the membership that comes with it. */
export function PurchaseFacts({ purchase }: { purchase: View<'PurchaseView'> }) {
  const { t } = useTranslation('orders');
  const { customerId } = purchase;
  const memberships = useQuery({
    queryKey: ['customer', customerId, 'memberships'],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/customers/{id}/memberships', {
          params: { path: { id: customerId }, query: { limit: 200 } },
          signal,
        }),
      ),
  }).data?.items.filter(({ purchaseId }) => purchaseId === purchase.id);
  const method = useQuery(paymentMethodsQuery(customerId)).data?.items.find(
    ({ id }) => id === purchase.paymentMethodId,
  );
  return (
    <>
      <FactGroup title={t('purchase.what')}>
        <Fact label={t('order.product')}>
          {purchase.productName}
          {purchase.optionName && `\n${purchase.optionName}`}
        </Fact>
        <Fact label={t('order.quantity')}>{purchase.quantity}</Fact>
        <Fact label={t('purchase.order')}>
          <PlaceLink to={`/orders/${purchase.orderId}`}>{purchase.orderNumber}</PlaceLink>
        </Fact>
        <Fact label={t('order.customer')}>
          <PlaceLink to={`/customers/${customerId}`}>{t('purchase.to_customer')}</PlaceLink>
        </Fact>
        <Fact label={t('purchase.started')}>
          <Moment at={purchase.startedAt} />
        </Fact>
        {purchase.cancelReason && <Fact label={t('order.cancel_reason')}>{purchase.cancelReason}</Fact>}
        {purchase.keptAfterRefund && <Fact label={t('purchase.note')}>{t('purchase.kept')}</Fact>}
        {purchase.unexpectedFacts > 0 && (
          <Fact label={t('purchase.unexpected')}>{purchase.unexpectedFacts}</Fact>
        )}
      </FactGroup>
      <FactGroup title={t('purchase.membership')}>
        {memberships?.map((membership) => (
          <Fact key={membership.id} label={membership.provider ?? t('purchase.membership')}>
            {membership.membershipName}{' '}
            <Chip tone={membership.status === 'active' ? 'good' : 'plain'}>
              {t(`membership_status.${membership.status}`)}
            </Chip>
            {membership.reference && `\n${membership.reference}`}
          </Fact>
        ))}
        {memberships?.length === 0 && (
          <Fact label={t('purchase.membership')}>{t('purchase.no_membership')}</Fact>
        )}
      </FactGroup>
      <FactGroup title={t('purchase.charged_to')}>
        <Fact label={t('order.card')}>
          {method === undefined
            ? t(purchase.engineId ? 'purchase.by_engine' : 'purchase.no_card')
            : [method.brand, cardText(method.cardLast4, '–')].filter(Boolean).join(' ')}
          {method?.expMonth &&
            method.expYear &&
            `\n${t('purchase.expires', { month: String(method.expMonth).padStart(2, '0'), year: method.expYear })}`}
          {method !== undefined && method.status !== 'active' && `\n${t(`method_status.${method.status}`)}`}
        </Fact>
        {purchase.engineReference && <Fact label={t('purchase.reference')}>{purchase.engineReference}</Fact>}
        <Fact label={t('purchase.time_zone')}>{purchase.timeZone}</Fact>
      </FactGroup>
    </>
  );
}
