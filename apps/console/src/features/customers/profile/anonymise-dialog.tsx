import { useState } from 'react';
import { Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';
import classes from './profile.module.css';

/** What goes, and what stays. */
const GOES = ['contacts', 'notes', 'texts', 'raw'] as const;
const STAYS = ['sold', 'totals'] as const;

interface AnonymiseDialogProps {
  customer: View<'CustomerView'>;
  onClose: () => void;
}

/** Erases what is personal of a customer, for ever: the name is typed, so that it is never done by mistake. */
export function AnonymiseDialog({ customer, onClose }: AnonymiseDialogProps) {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState('');
  return (
    <ActionDialog
      title={t('anonymise.title')}
      facts={[]}
      reason="none"
      consequence={t('anonymise.consequence')}
      button={t('anonymise.button')}
      danger
      ready={typed.trim() === customer.name.trim()}
      customerId={customer.id}
      send={(_reason, key) =>
        answerOf(
          api.POST('/customers/{id}/anonymise', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
          }),
        )
      }
      done={() => t('anonymise.done')}
      onClose={onClose}
    >
      <Stack gap="sm">
        <div className={classes.fate}>
          <p>{t('anonymise.goes')}</p>
          <ul>
            {GOES.map((what) => (
              <li key={what}>{t(`anonymise.gone.${what}`)}</li>
            ))}
          </ul>
          <p>{t('anonymise.stays')}</p>
          <ul>
            {STAYS.map((what) => (
              <li key={what}>{t(`anonymise.kept.${what}`)}</li>
            ))}
          </ul>
        </div>
        <TextInput
          label={t('anonymise.type', { name: customer.name })}
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
      </Stack>
    </ActionDialog>
  );
}
