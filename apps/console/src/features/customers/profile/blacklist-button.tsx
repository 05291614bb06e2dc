import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useCommands } from '../../../commands/use-commands';
import { useDialog } from '../../../components/actions/use-dialog';
import { onDemand } from '../../../components/on-demand';

const BlacklistDialog = onDemand(() => import('./blacklist-dialog').then((it) => it.BlacklistDialog));

/** Blacklists a customer, or lifts that: always with the reason why. */
export function BlacklistButton({ customer }: { customer: View<'CustomerView'> }) {
  const { t } = useTranslation('customers');
  const { dialog, open } = useDialog();
  const title = customer.blacklisted ? t('blacklist.lift') : t('blacklist.put');
  const begin = () => open((close) => <BlacklistDialog customer={customer} close={close} />);
  useCommands([{ id: 'customers.blacklist', title, group: t('title'), run: begin }]);
  return (
    <>
      <Button variant="default" onClick={begin}>
        {title}
      </Button>
      {dialog}
    </>
  );
}
