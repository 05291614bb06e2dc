import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';

interface CreditControlDialogProps {
  customer: View<'CustomerView'>;
  /** Whether the account leaves the cycle, or enters it. */
  leaves: boolean;
  onClose: () => void;
}

/** Puts a customer's account into the credit control cycle, or takes it out. */
export function CreditControlDialog({ customer, leaves, onClose }: CreditControlDialogProps) {
  const { t } = useTranslation('customers');
  const words = leaves ? 'exit_credit_control' : 'enter_credit_control';
  return (
    <ActionDialog
      title={t(`account.${words}.title`)}
      facts={[[t('kind'), customer.name]]}
      reason="none"
      consequence={t(`account.${words}.consequence`)}
      button={t(`account.${words}.title`)}
      customerId={customer.id}
      send={(_reason, key) => {
        const params = { path: { id: customer.id }, header: { 'Idempotency-Key': key } };
        return answerOf(
          leaves
            ? api.DELETE('/customers/{id}/account/credit-control', { params })
            : api.POST('/customers/{id}/account/credit-control', { params, body: {} }),
        );
      }}
      done={() => t(`account.${words}.done`)}
      onClose={onClose}
    />
  );
}
