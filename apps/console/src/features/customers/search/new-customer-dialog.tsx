import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { customerChanged } from '../../../api/customer-queries';
import { useCommand } from '../../../api/use-command';
import { CustomerAddressFields, newAddress } from '../../../components/customer/customer-address-fields';
import { FormDialog } from '../../../components/form-dialog';

/** What is known of somebody before they are a customer. */
export interface NewCustomer {
  name: string;
  email: string;
  phone: string;
}

interface NewCustomerDialogProps {
  /** What was looked for in vain. */
  known: NewCustomer;
  onClose: () => void;
}

type Draft = NewCustomer & { address: View<'CustomerAddress'> | null };

/** Who calls for the first time: a name is enough, the rest is filled in as it is told. */
export function NewCustomerDialog({ known, onClose }: NewCustomerDialogProps) {
  const { t } = useTranslation('customers');
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>({ ...known, address: null });
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const creating = useCommand(
    ({ name, email, phone, address }: Draft, key) =>
      answerOf(
        api.POST('/customers', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            name: name.trim(),
            ...(email.trim() === '' ? {} : { emails: [{ address: email.trim(), primary: true }] }),
            ...(phone.trim() === '' ? {} : { phones: [{ number: phone.trim() }] }),
            ...(address === null ? {} : { addresses: [address] }),
          },
        }),
      ),
    {
      onSuccess: ({ id }) => {
        customerChanged(id);
        void router.navigate({ to: '/customers/$customerId', params: { customerId: id } });
      },
    },
  );
  return (
    <FormDialog
      title={t('new_customer.title')}
      command={creating}
      ready={draft.name.trim() !== ''}
      submit={() => creating.mutate(draft)}
      button={t('new_customer.create')}
      leaving={t('fact.cancel')}
      onClose={onClose}
    >
      <TextInput
        label={t('facts.name')}
        required
        withAsterisk={false}
        maxLength={200}
        autoComplete="off"
        data-autofocus
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('facts.email')}
        inputMode="email"
        maxLength={254}
        autoComplete="off"
        value={draft.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <TextInput
        label={t('facts.phone')}
        description={t('new_customer.phone_form')}
        inputMode="tel"
        maxLength={40}
        autoComplete="off"
        value={draft.phone}
        onChange={(event) => set({ phone: event.currentTarget.value })}
      />
      {draft.address === null ? (
        <Button variant="default" onClick={() => set({ address: newAddress(null) })}>
          {t('facts.add_address')}
        </Button>
      ) : (
        <CustomerAddressFields address={draft.address} onChange={(address) => set({ address })} />
      )}
    </FormDialog>
  );
}
