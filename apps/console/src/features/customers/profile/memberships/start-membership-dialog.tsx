import { useState } from 'react';
import { Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';
import { PurchaseSelect } from './purchase-select';

interface StartMembershipDialogProps {
  customer: View<'CustomerView'>;
  onClose: () => void;
}

/** Starts a membership, for a purchase or by itself. */
export function StartMembershipDialog({ customer, onClose }: StartMembershipDialogProps) {
  const { t } = useTranslation('customers');
  const [name, setName] = useState('');
  const [purchaseId, setPurchaseId] = useState<string | null>(null);
  const membershipName = name.trim();
  return (
    <ActionDialog
      title={t('memberships.start.title')}
      facts={[[t('kind'), customer.name]]}
      reason="none"
      consequence={t('memberships.start.consequence')}
      button={t('memberships.start.title')}
      ready={membershipName !== ''}
      input={{ membershipName, purchaseId }}
      customerId={customer.id}
      send={(_reason, key) =>
        answerOf(
          api.POST('/customers/{id}/memberships', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: { membershipName, ...(purchaseId === null ? {} : { purchaseId }) },
          }),
        )
      }
      done={() => t('memberships.start.done', { name: membershipName })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <TextInput
          label={t('memberships.name')}
          description={t('memberships.name_what')}
          data-autofocus
          required
          withAsterisk={false}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <PurchaseSelect
          customerId={customer.id}
          label={t('memberships.purchase')}
          none={t('memberships.no_purchase')}
          value={purchaseId}
          onChange={setPurchaseId}
        />
      </Stack>
    </ActionDialog>
  );
}
