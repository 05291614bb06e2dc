import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';
import { PurchaseSelect } from './purchase-select';

interface RefreshEntitlementsDialogProps {
  customer: View<'CustomerView'>;
  onClose: () => void;
}

/** Tells again what the customer may use of the products they subscribed to. */
export function RefreshEntitlementsDialog({ customer, onClose }: RefreshEntitlementsDialogProps) {
  const { t } = useTranslation('customers');
  const [purchaseId, setPurchaseId] = useState<string | null>(null);
  return (
    <ActionDialog
      title={t('memberships.refresh.title')}
      facts={[[t('kind'), customer.name]]}
      reason="none"
      consequence={t('memberships.refresh.consequence')}
      button={t('memberships.refresh.title')}
      input={purchaseId}
      customerId={customer.id}
      send={(_reason, key) =>
        answerOf(
          api.POST('/customers/{id}/entitlements/refresh', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: purchaseId === null ? {} : { purchaseId },
          }),
        )
      }
      done={({ purchaseIds }) => t('memberships.refresh.done', { count: purchaseIds.length })}
      onClose={onClose}
    >
      <PurchaseSelect
        customerId={customer.id}
        label={t('memberships.purchase')}
        none={t('memberships.refresh.all')}
        value={purchaseId}
        onChange={setPurchaseId}
      />
    </ActionDialog>
  );
}
