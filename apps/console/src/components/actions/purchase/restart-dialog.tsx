import { useState } from 'react';
import { Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { moneyText } from '../../money';
import { CardSelect } from '../../payment/card-select';
import { ActionDialog } from '../action-dialog';

interface RestartDialogProps {
  row: View<'PurchaseView'>;
  facts: readonly (readonly [string, string])[];
  close: () => void;
}

/** A purchase that ended is billed again: from which day, and to which card. */
export function RestartDialog({ row, facts, close }: RestartDialogProps) {
  const { t } = useTranslation('actions');
  const current = row.paymentMethodId ?? null;
  const [day, setDay] = useState('');
  const [method, setMethod] = useState(current);
  const change = {
    ...(day === '' ? {} : { nextBillDate: day }),
    ...(method === current || method === null ? {} : { paymentMethodId: method }),
  };
  return (
    <ActionDialog
      title={t('purchase.restart.title')}
      facts={facts}
      reason="optional"
      consequence={t('purchase.restart.consequence', { price: moneyText(row.price) })}
      button={t('purchase.restart.button')}
      input={change}
      customerId={row.customerId}
      send={(reason, key) =>
        answerOf(
          api.POST('/purchases/{id}/restart', {
            params: {
              path: { id: row.id },
              header: { 'Idempotency-Key': key, 'If-Match': `"${String(row.version)}"` },
            },
            body: { ...change, ...(reason === '' ? {} : { reason }) },
          }),
        )
      }
      done={() => t('purchase.restart.done')}
      onClose={close}
    >
      <Stack gap="sm">
        <TextInput
          type="date"
          label={t('billing.day')}
          description={t('purchase.restart.day')}
          data-autofocus
          value={day}
          onChange={({ currentTarget: { value } }) => setDay(value)}
        />
        {!row.engineId && (
          <CardSelect customerId={row.customerId} current={current} value={method} onChange={setMethod} />
        )}
      </Stack>
    </ActionDialog>
  );
}
