import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';
import { cardText } from '../../../../components/actions/charge';

interface CardDialogProps {
  row: View<'PaymentMethodView'>;
  name: string;
  onClose: () => void;
}

/** Asks the card updater for the card that took the place of this one. */
export function UpdateCardDialog({ row, name, onClose }: CardDialogProps) {
  const { t } = useTranslation('customers');
  return (
    <ActionDialog
      title={t('cards.update.title')}
      facts={[[t('cards.card'), name]]}
      reason="none"
      consequence={t('cards.update.consequence')}
      button={t('cards.update.button')}
      customerId={row.customerId}
      send={(_reason, key) =>
        answerOf(
          api.POST('/customers/{id}/payment-methods/{paymentMethodId}/update', {
            params: {
              path: { id: row.customerId, paymentMethodId: row.id },
              header: { 'Idempotency-Key': key },
            },
          }),
        )
      }
      done={(now) => {
        const became = now.id !== row.id || now.version !== row.version ? 'done' : 'unchanged';
        const outcome = now.status === 'closed' ? 'closed' : became;
        return {
          message: t(`cards.update.${outcome}`, { card: cardText(now.cardLast4, t('cards.on_record')) }),
          bad: outcome !== 'done',
        };
      }}
      onClose={onClose}
    />
  );
}
