import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';
import { NumberField } from '../../../components/number-field';

interface ItemDialogProps {
  fulfillment: View<'FulfillmentView'>;
  item: View<'FulfillmentView'>['items'][number];
  close: () => void;
}

/** How many of an item are sent, as long as they were not. */
export function ItemDialog({ fulfillment, item, close }: ItemDialogProps) {
  const { t } = useTranslation('orders');
  const [quantity, setQuantity] = useState<number | string>(item.quantity);
  const right = typeof quantity === 'number' && quantity >= 0 && quantity <= item.orderedQuantity;
  return (
    <ActionDialog
      title={t('fulfillment.change')}
      facts={[
        [t('order.product'), item.productName],
        [t('fulfillment.ordered'), item.orderedQuantity],
      ]}
      reason="none"
      consequence={t('fulfillment.change_what')}
      button={t('fulfillment.change_button', { count: right ? quantity : item.quantity })}
      ready={right && quantity !== item.quantity}
      input={quantity}
      customerId={fulfillment.customerId}
      send={(_reason, key) =>
        answerOf(
          api.PATCH('/fulfillments/{id}/items/{itemId}', {
            params: {
              path: { id: fulfillment.id, itemId: item.id },
              header: { 'Idempotency-Key': key, 'If-Match': `"${String(fulfillment.version)}"` },
            },
            body: { quantity: Number(quantity) },
          }),
        )
      }
      done={() => t('fulfillment.changed')}
      onClose={close}
    >
      <NumberField
        label={t('fulfillment.sent')}
        required
        min={0}
        max={item.orderedQuantity}
        data-autofocus
        value={quantity}
        onChange={setQuantity}
      />
    </ActionDialog>
  );
}
