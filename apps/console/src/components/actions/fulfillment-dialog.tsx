import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { ActionDialog } from './action-dialog';
import { RmaDialog } from './rma-dialog';

type Fulfillment = View<'FulfillmentSummaryView'>;

export interface FulfillmentAct {
  id: 'reship' | 'cancel' | 'hold' | 'release' | 'freeze' | 'thaw' | 'rma' | 'withdraw_rma' | 'return';
  from: readonly Fulfillment['status'][];
  /** Its reason goes by that name; a note need not be given. */
  field: 'reason' | 'note' | 'none';
  permission: string;
  danger?: boolean;
}

interface FulfillmentDialogProps {
  row: Fulfillment;
  act: FulfillmentAct;
  close: () => void;
}

/** What is about to be done with a fulfillment. */
export function FulfillmentDialog({ row, act: { id, field, danger }, close }: FulfillmentDialogProps) {
  const { t } = useTranslation('actions');
  if (id === 'rma') return <RmaDialog row={row} close={close} />;
  return (
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
      reason={field === 'reason' ? 'needed' : field === 'note' ? 'optional' : 'none'}
      consequence={t(`fulfillment.${id}.consequence`)}
      button={t(`fulfillment.${id}.button`)}
      danger={danger ?? false}
      customerId={row.customerId}
      send={(said, key) =>
        answerOf(
          id === 'withdraw_rma'
            ? api.DELETE('/fulfillments/{id}/rma', { params: changeOf(row, key) })
            : api.POST(`/fulfillments/{id}/${id}` as '/fulfillments/{id}/reship', {
                params: changeOf(row, key),
                body: (said === '' ? {} : { [field]: said }) as { reason: string },
              }),
        )
      }
      done={() => t(`fulfillment.${id}.done`)}
      onClose={close}
    />
  );
}

/** Of this parcel, as it was seen. */
function changeOf({ id, version }: Fulfillment, key: string) {
  return { path: { id }, header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` } };
}
