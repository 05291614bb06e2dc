import { useState } from 'react';
import { Button } from '@mantine/core';
import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/use-session';
import { useCommands } from '../../../commands/use-commands';
import { onDemand } from '../../../components/on-demand';
import type { CustomerSearch } from './search-fields';

const NewCustomerDialog = onDemand(() => import('./new-customer-dialog').then((it) => it.NewCustomerDialog));

/** Makes somebody a customer who was not found; what was looked for is filled in. */
export function NewCustomerButton({ asked }: { asked: CustomerSearch }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const [open, setOpen] = useState(false);
  const begin = () => setOpen(true);
  const allowed = may('customers.edit');
  useCommands(
    allowed
      ? [{ id: 'customers.create', title: t('new_customer.title'), group: t('title'), run: begin }]
      : [],
  );
  if (!allowed) return null;
  const known = {
    name: [asked.firstName, asked.lastName].filter(Boolean).join(' '),
    email: asked.email ?? '',
    phone: asked.phone ?? '',
  };
  return (
    <>
      <Button variant="default" leftSection={<UserPlus size={14} aria-hidden />} onClick={begin}>
        {t('new_customer.title')}
      </Button>
      {open && <NewCustomerDialog known={known} onClose={() => setOpen(false)} />}
    </>
  );
}
