import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/use-session';
import { useCommands } from '../../../commands/use-commands';
import type { RowAction } from '../../../components/actions/row-action';
import { RowActions } from '../../../components/actions/row-actions';
import { useDialog } from '../../../components/actions/use-dialog';
import { onDemand } from '../../../components/on-demand';

const AddressCheckDialog = onDemand(() =>
  import('./address-check-dialog').then((it) => it.AddressCheckDialog),
);
const AnonymiseDialog = onDemand(() => import('./anonymise-dialog').then((it) => it.AnonymiseDialog));
const SmsDialog = onDemand(() => import('./messages/sms-dialog').then((it) => it.SmsDialog));

/** What is done with a customer more seldom. */
export function MoreMenu({ customer }: { customer: View<'CustomerView'> }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { dialog, open } = useDialog();
  const canReceive = customer.phones.some(({ number }) => number);
  const actions: RowAction[] = [
    ...(may('customers.call')
      ? [
          {
            id: 'sms',
            label: t('sms.title'),
            disabled: canReceive ? undefined : t('call.no_number'),
            run: () => open((close) => <SmsDialog customer={customer} onClose={close} />),
          },
        ]
      : []),
    ...(may('customers.edit')
      ? [
          {
            id: 'check_address',
            label: t('check_address.title'),
            disabled: customer.addresses.length > 0 ? undefined : t('check_address.no_address'),
            run: () => open((close) => <AddressCheckDialog customer={customer} onClose={close} />),
          },
        ]
      : []),
    ...(may('customers.anonymise')
      ? [
          {
            id: 'anonymise',
            label: t('anonymise.title'),
            danger: true,
            run: () => open((close) => <AnonymiseDialog customer={customer} onClose={close} />),
          },
        ]
      : []),
  ];
  useCommands(
    actions.map(({ id, label, disabled, run }) => ({
      id: `customers.${id}`,
      title: label,
      group: t('title'),
      ...(disabled === undefined ? {} : { disabled }),
      run,
    })),
  );
  return (
    <>
      <RowActions of={customer.name} label={t('more')} size="xs" actions={actions} />
      {dialog}
    </>
  );
}
