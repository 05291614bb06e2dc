import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { fulfillmentQuery, orderQuery } from '../../../api/order-queries';
import { queryClient } from '../../../api/query-client';
import { useMay } from '../../../api/use-session';
import { Moment } from '../../../components/moment';
import { Money } from '../../../components/money';
import { PlaceLink } from '../../../components/place-link';
import { AddressFields, addressText, emptyAddress } from '../../../components/record/address-fields';
import { EditableFact } from '../../../components/record/editable-fact';
import { Fact, FactGroup } from '../../../components/record/fact';
import { changeOrder, orderSaved, reloadOrder } from '../change-order';

type Fulfillment = View<'FulfillmentView'>;

const UNSENT: readonly Fulfillment['status'][] = ['hold', 'address_hold', 'failed', 'frozen'];

/** Where a parcel goes, how far it is, and what comes back of it. */
export function FulfillmentFacts({ fulfillment }: { fulfillment: Fulfillment }) {
  const { t } = useTranslation('orders');
  const { shipTo } = fulfillment;
  return (
    <>
      <FactGroup title={t('fulfillment.parcel')}>
        <Fact label={t('fulfillment.tracking')}>
          {fulfillment.trackingNumber ?? '–'}
          {fulfillment.carrier && `\n${fulfillment.carrier}`}
        </Fact>
        <Fact label={t('fulfillment.house')}>{fulfillment.houseName ?? t('fulfillment.no_house')}</Fact>
        {fulfillment.rmaNumber && <Fact label={t('fulfillment.rma')}>{fulfillment.rmaNumber}</Fact>}
        {fulfillment.refundAmount && (
          <Fact label={t('fulfillment.refund')}>
            <Money of={fulfillment.refundAmount} />
          </Fact>
        )}
        <Fact label={t('fulfillment.created')}>
          <Moment at={fulfillment.createdAt} />
        </Fact>
      </FactGroup>
      <FactGroup title={t('fulfillment.of')}>
        <Fact label={t('purchase.order')}>
          <PlaceLink to={`/orders/${fulfillment.orderId}`}>{fulfillment.orderNumber ?? '–'}</PlaceLink>
        </Fact>
        {fulfillment.purchaseId && (
          <Fact label={t('fulfillment.purchase')}>
            <PlaceLink to={`/purchases/${fulfillment.purchaseId}`}>
              {fulfillment.cycle
                ? t('fulfillment.cycle', { cycle: fulfillment.cycle })
                : t('fulfillment.purchase')}
            </PlaceLink>
          </Fact>
        )}
        {fulfillment.reshipmentOf && (
          <Fact label={t('fulfillment.reshipment_of')}>
            <PlaceLink to={`/fulfillments/${fulfillment.reshipmentOf}`}>{t('fulfillment.first')}</PlaceLink>
          </Fact>
        )}
        {fulfillment.bundledInto && (
          <Fact label={t('fulfillment.bundled')}>
            <PlaceLink to={`/fulfillments/${fulfillment.bundledInto}`}>{t('fulfillment.bundle')}</PlaceLink>
          </Fact>
        )}
      </FactGroup>
      <FactGroup title={t('fulfillment.ship_to')}>
        <Fact label={t('order.name')}>
          <PlaceLink to={`/customers/${fulfillment.customerId}`}>{shipTo.name ?? '–'}</PlaceLink>
        </Fact>
        {shipTo.email && <Fact label={t('order.email')}>{shipTo.email}</Fact>}
        {shipTo.phone && <Fact label={t('order.phone')}>{shipTo.phone}</Fact>}
        <ParcelAddress fulfillment={fulfillment} />
      </FactGroup>
    </>
  );
}

/** The address, changed for the whole order as long as this parcel was not sent. */
function ParcelAddress({ fulfillment }: { fulfillment: Fulfillment }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  const editable = may('orders.change') && UNSENT.includes(fulfillment.status);
  const order = useQuery({ ...orderQuery(fulfillment.orderId), enabled: editable }).data;
  const [outcome, setOutcome] = useState<View<'ReaddressedFulfillmentView'>['outcome']>();
  if (!editable || order === undefined)
    return <Fact label={t('order.address')}>{addressText(fulfillment.shipTo.address) ?? '–'}</Fact>;
  return (
    <>
      <EditableFact
        row={order}
        label={t('order.address')}
        editable
        read={({ shippingAddress, country }) => shippingAddress ?? emptyAddress(country)}
        show={addressText}
        edit={(draft, change) => <AddressFields address={draft} onChange={change} />}
        save={async (draft, seen, key) => {
          const { fulfillments, ...changed } = await changeOrder(seen, { shippingAddress: draft }, key);
          const parcels = fulfillments ?? [];
          setOutcome(parcels.find(({ fulfillmentId }) => fulfillmentId === fulfillment.id)?.outcome);
          return changed;
        }}
        reload={() => reloadOrder(order)}
        onSaved={(changed) => {
          orderSaved(changed);
          void queryClient.invalidateQueries({ queryKey: fulfillmentQuery(fulfillment.id).queryKey });
        }}
      />
      <p role="status">{outcome !== undefined && t(`readdressed.${outcome}`)}</p>
    </>
  );
}
