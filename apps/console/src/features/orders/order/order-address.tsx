import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/use-session';
import { PlaceLink } from '../../../components/place-link';
import { AddressFields, addressText, emptyAddress } from '../../../components/record/address-fields';
import { EditableFact } from '../../../components/record/editable-fact';
import { changeOrder, orderSaved, reloadOrder } from '../change-order';
import classes from './order.module.css';

type Parcel = View<'ReaddressedFulfillmentView'>;

/** Where an order is sent, edited in place; what was sent already, and so keeps its address, is said. */
export function OrderAddress({ order }: { order: View<'OrderView'> }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  const [parcels, setParcels] = useState<Parcel[]>([]);
  const elsewhere = parcels.filter(({ outcome }) => outcome !== 'changed');
  return (
    <>
      <EditableFact
        row={order}
        label={t('order.address')}
        editable={may('orders.change')}
        read={({ shippingAddress, country }) => shippingAddress ?? emptyAddress(country)}
        show={addressText}
        edit={(draft, change) => <AddressFields address={draft} onChange={change} />}
        save={async (draft, seen, key) => {
          const { fulfillments, ...changed } = await changeOrder(seen, { shippingAddress: draft }, key);
          setParcels(fulfillments ?? []);
          return changed;
        }}
        reload={() => reloadOrder(order)}
        onSaved={orderSaved}
      />
      {elsewhere.length > 0 && (
        <div className={classes.sent} role="status">
          {elsewhere.map(({ fulfillmentId, outcome, offers }) => (
            <span key={fulfillmentId}>
              {t(`readdressed.${outcome}`)}{' '}
              <PlaceLink to={`/fulfillments/${fulfillmentId}`}>
                {offers.length === 0
                  ? t('readdressed.see')
                  : offers.map((offer) => t(`readdressed.${offer}`)).join(', ')}
              </PlaceLink>
            </span>
          ))}
        </div>
      )}
    </>
  );
}
