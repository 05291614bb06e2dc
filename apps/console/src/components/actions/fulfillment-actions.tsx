import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { ActionDialog } from './action-dialog';
import { RmaDialog } from './rma-dialog';
import type { OpenDialog, RowAction } from './row-action';

type Fulfillment = View<'FulfillmentSummaryView'>;
type Status = Fulfillment['status'];

interface Act {
  id: 'reship' | 'cancel' | 'hold' | 'release' | 'freeze' | 'thaw' | 'rma' | 'return';
  from: readonly Status[];
  /** Its reason goes by that name; a note need not be given. */
  field: 'reason' | 'note';
  permission: string;
  danger?: boolean;
}

const UNSENT: readonly Status[] = ['hold', 'pending', 'pending_shipment', 'address_hold', 'failed'];

/** In the order in which an agent needs them; the server says the last word. */
const ACTS: readonly Act[] = [
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
  {
    id: 'return',
    from: ['shipped', 'delivered', 'rma_pending'],
    field: 'note',
    permission: 'fulfillments.change',
  },
];

/** What can be done with each fulfillment. */
export function useFulfillmentActions(open: OpenDialog): (row: Fulfillment) => RowAction[] {
  const { t } = useTranslation('actions');
  const may = useMay();

  const dialog = (row: Fulfillment, { id, field, danger }: Act, close: () => void) => (
    <ActionDialog
      title={t(`fulfillment.${id}.title`)}
      facts={[
        [t('fact.order'), row.orderNumber ?? '–'],
        [
          t('fact.items'),
          row.items.map(({ quantity, productName }) => `${quantity} × ${productName}`).join(', '),
        ],
        [t('fact.house'), row.houseName ?? '–'],
        ...(row.trackingNumber === null || row.trackingNumber === undefined
          ? []
          : [[t('fact.tracking'), row.trackingNumber] as const]),
      ]}
      reason={field === 'reason' ? 'needed' : 'optional'}
      consequence={t(`fulfillment.${id}.consequence`)}
      button={t(`fulfillment.${id}.button`)}
      danger={danger ?? false}
      customerId={row.customerId}
      send={(said, key) =>
        answerOf(
          api.POST(`/fulfillments/{id}/${id}` as '/fulfillments/{id}/reship', {
            params: {
              path: { id: row.id },
              header: { 'Idempotency-Key': key, 'If-Match': `"${row.version}"` },
            },
            body: (said === '' ? {} : { [field]: said }) as { reason: string },
          }),
        )
      }
      done={() => t(`fulfillment.${id}.done`)}
      onClose={close}
    />
  );

  return (row) =>
    ACTS.filter(({ permission }) => may(permission))
      .filter(({ id }) => (row.held ? id !== 'hold' : true))
      // What has nothing to do with where the parcel is would only be noise.
      .filter(({ id, from }) => ['reship', 'cancel'].includes(id) || from.includes(row.status))
      .map((act) => ({
        id: act.id,
        label: t(`fulfillment.${act.id}.title`),
        danger: act.danger ?? false,
        disabled: act.from.includes(row.status)
          ? row.cancelling
            ? t('why.cancelling')
            : undefined
          : t(act.id === 'reship' ? 'why.not_shipped' : 'why.shipped'),
        run: () =>
          open((close) =>
            act.id === 'rma' ? <RmaDialog row={row} close={close} /> : dialog(row, act, close),
          ),
      }));
}
