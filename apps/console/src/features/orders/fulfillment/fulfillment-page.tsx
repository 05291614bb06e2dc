import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { fulfillmentQuery } from '../../../api/order-queries';
import { useMay } from '../../../api/use-session';
import { ActionButtons } from '../../../components/actions/action-buttons';
import { useFulfillmentActions } from '../../../components/actions/fulfillment-actions';
import { useDialog } from '../../../components/actions/use-dialog';
import { Chip } from '../../../components/chip';
import { PlaceLink } from '../../../components/place-link';
import { RecordPage, StripActions, StripFigure } from '../../../components/record/record-page';
import { StateView } from '../../../components/state-view';
import { StatusChip } from '../../../components/tables/status-chip';
import { RecordHistory } from '../../../components/timeline/record-history';
import { useRecentPlace } from '../../../commands/use-recent-place';
import { Deliveries } from './deliveries';
import { FulfillmentFacts } from './fulfillment-facts';
import { FulfillmentItems } from './fulfillment-items';
import { HouseMessages } from './house-messages';

const route = getRouteApi('/fulfillments/$fulfillmentId');

type Fulfillment = View<'FulfillmentView'>;

/** One fulfillment: what is in it, where it is, and what its house was told and has told. */
export function FulfillmentPage() {
  const { fulfillmentId } = route.useParams();
  const query = useQuery(fulfillmentQuery(fulfillmentId));
  return (
    <StateView query={query} skeleton={<Skeleton height={56} radius={0} />}>
      {(fulfillment) => <FulfillmentDetails key={fulfillment.id} fulfillment={fulfillment} />}
    </StateView>
  );
}

function FulfillmentDetails({ fulfillment }: { fulfillment: Fulfillment }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  const { id, customerId } = fulfillment;
  const title = `${t('fulfillment.title')} · ${fulfillment.orderNumber ?? ''}`;
  useRecentPlace(`/fulfillments/${id}`, title, t('fulfillment.title'));
  return (
    <RecordPage
      strip={<FulfillmentStrip fulfillment={fulfillment} />}
      facts={<FulfillmentFacts fulfillment={fulfillment} />}
      {...(may('activity.view')
        ? {
            history: (
              <RecordHistory
                customerId={customerId}
                orderId={fulfillment.orderId}
                about={({ fulfillmentId }) => fulfillmentId === id}
              />
            ),
          }
        : {})}
    >
      <FulfillmentItems fulfillment={fulfillment} />
      <HouseMessages fulfillment={fulfillment} />
      <Deliveries fulfillment={fulfillment} />
    </RecordPage>
  );
}

function FulfillmentStrip({ fulfillment }: { fulfillment: Fulfillment }) {
  const { t } = useTranslation('orders');
  const { dialog, open } = useDialog();
  const actions = useFulfillmentActions(open)(fulfillment);
  return (
    <>
      <h1>{t('fulfillment.title')}</h1>
      <StatusChip status={fulfillment.status} />
      {fulfillment.held && <Chip tone="caution">{t('fulfillment.held')}</Chip>}
      {fulfillment.cancelling && <Chip tone="caution">{t('fulfillment.cancelling')}</Chip>}
      {fulfillment.unexpected && <Chip tone="bad">{t('fulfillment.unexpected')}</Chip>}
      <StripFigure name={t('purchase.order')}>
        <PlaceLink to={`/orders/${fulfillment.orderId}`}>{fulfillment.orderNumber ?? '–'}</PlaceLink>
      </StripFigure>
      {fulfillment.houseName && (
        <StripFigure name={t('fulfillment.house')}>{fulfillment.houseName}</StripFigure>
      )}
      <StripActions>
        <ActionButtons
          of={t('fulfillment.title')}
          actions={actions}
          first={['reship', 'release', 'thaw', 'rma', 'cancel']}
        />
      </StripActions>
      {dialog}
    </>
  );
}
