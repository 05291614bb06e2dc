import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  callCentersQuery,
  campaignsQuery,
  customFieldsQuery,
  discountsQuery,
  productsQuery,
} from '../../../api/catalog-queries';
import { customerQuery } from '../../../api/customer-queries';
import { Empty } from '../../../components/empty';
import { StateView } from '../../../components/state-view';
import { OrderForm } from './order-form';
import { useRecentPlace } from '../../../commands/use-recent-place';

const route = getRouteApi('/customers/$customerId/new-order');

/** A new order with a customer's data: opened once everything it is made of is there. */
export function NewOrderPage() {
  const { t } = useTranslation('orders');
  const { customerId } = route.useParams();
  const customer = useQuery(customerQuery(customerId));
  const campaigns = useQuery(campaignsQuery);
  const products = useQuery(productsQuery);
  const callCenters = useQuery(callCentersQuery).data ?? [];
  const discounts = useQuery(discountsQuery).data ?? [];
  const customFields = useQuery(customFieldsQuery).data ?? [];
  const name = customer.data?.name;
  useRecentPlace(
    `/customers/${customerId}/new-order`,
    name === undefined ? undefined : t('new.title_of', { name }),
    t('new.title'),
  );
  const skeleton = <Skeleton height={320} w="calc(100% - 40px)" m={20} />;
  return (
    <StateView query={customer} skeleton={skeleton}>
      {(who) => (
        <StateView query={campaigns} skeleton={skeleton}>
          {(known) => (
            <StateView query={products} skeleton={skeleton}>
              {(sold) =>
                who.blacklisted ? (
                  <Empty title={t('new.blacklisted')}>{t('new.blacklisted_why')}</Empty>
                ) : (
                  <OrderForm
                    key={who.id}
                    customer={who}
                    campaigns={known.filter(({ retired }) => !retired)}
                    products={sold}
                    callCenters={callCenters}
                    discounts={discounts}
                    customFields={customFields}
                  />
                )
              }
            </StateView>
          )}
        </StateView>
      )}
    </StateView>
  );
}
