import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';

interface CardDialogProps {
  row: View<'PaymentMethodView'>;
  /** What people call it: its brand and last digits. */
  name: string;
  onClose: () => void;
}

/** Removes a kept card; refused, with what stands in the way, while something is billed to it. */
export function RemoveCardDialog({ row, name, onClose }: CardDialogProps) {
  const { t } = useTranslation('customers');
  return (
    <ActionDialog
      title={t('cards.remove.title')}
      facts={[[t('cards.card'), name]]}
      reason="none"
      consequence={t('cards.remove.consequence')}
      button={t('cards.remove.button', { card: name })}
      danger
      customerId={row.customerId}
      send={(_reason, key) =>
        answerOf(
          api.DELETE('/customers/{id}/payment-methods/{paymentMethodId}', {
            params: {
              path: { id: row.customerId, paymentMethodId: row.id },
              header: { 'Idempotency-Key': key },
            },
          }),
        )
      }
      done={() => t('cards.remove.done', { card: name })}
      onClose={onClose}
    />
  );
}
