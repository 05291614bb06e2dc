import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { onDemand } from '../on-demand';
import type { FulfillmentAct } from './fulfillment-dialog';
import type { OpenDialog, RowAction } from './row-action';

const FulfillmentDialog = onDemand(() => import('./fulfillment-dialog').then((it) => it.FulfillmentDialog));

type Fulfillment = View<'FulfillmentSummaryView'>;
type Status = Fulfillment['status'];

const UNSENT: readonly Status[] = ['hold', 'pending', 'pending_shipment', 'address_hold', 'failed'];

/** In the order in which an agent needs them; the server says the last word. */
const ACTS: readonly FulfillmentAct[] = [
  {
    id: 'reship',
    from: ['shipped', 'delivered', 'failed', 'rma_pending', 'returned', 'cancelled'],
    field: 'reason',
    permission: 'fulfillments.change',
  },
  {
    id: 'cancel',
    from: [...UNSENT, 'frozen'],
    field: 'reason',
    permission: 'fulfillments.change',
    danger: true,
  },
  { id: 'hold', from: ['hold'], field: 'note', permission: 'fulfillments.change' },
  {
    id: 'release',
    from: ['hold', 'failed', 'address_hold'],
    field: 'note',
    permission: 'fulfillments.change',
  },
  { id: 'freeze', from: UNSENT, field: 'reason', permission: 'fulfillments.change' },
  { id: 'thaw', from: ['frozen'], field: 'note', permission: 'fulfillments.thaw' },
  { id: 'rma', from: ['shipped', 'delivered'], field: 'reason', permission: 'fulfillments.change' },
  { id: 'withdraw_rma', from: ['rma_pending'], field: 'none', permission: 'fulfillments.change' },
  {
    id: 'return',
    from: ['shipped', 'delivered', 'rma_pending'],
    field: 'note',
    permission: 'fulfillments.change',
  },
];

/** What sends something: not while what was paid for it went back. */
const SENDS: readonly FulfillmentAct['id'][] = ['reship', 'release', 'hold'];

/** Why it cannot be done now, if so. */
function whyNot({ id, from }: FulfillmentAct, row: Fulfillment, t: TFunction<'actions'>): string | undefined {
  if (!from.includes(row.status)) return t(id === 'reship' ? 'why.not_shipped' : 'why.shipped');
  if (row.barred && SENDS.includes(id)) return t('why.barred');
  return row.cancelling ? t('why.cancelling') : undefined;
}

/** What can be done with each fulfillment. */
export function useFulfillmentActions(open: OpenDialog): (row: Fulfillment) => RowAction[] {
  const { t } = useTranslation('actions');
  const may = useMay();

  return (row) =>
    ACTS.filter(({ permission }) => may(permission))
      .filter(({ id }) => (row.held ? id !== 'hold' : true))
      // What has nothing to do with where the parcel is would only be noise.
      .filter(({ id, from }) => ['reship', 'cancel'].includes(id) || from.includes(row.status))
      .map((act) => ({
        id: act.id,
        label: t(`fulfillment.${act.id}.title`),
        danger: act.danger ?? false,
        disabled: whyNot(act, row, t),
        run: () => open((close) => <FulfillmentDialog row={row} act={act} close={close} />),
      }));
}
