import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { accountQuery, customerRows } from '../../../../api/customer-queries';
import { useMay } from '../../../../api/use-session';
import type { RowAction } from '../../../../components/actions/row-action';
import { RowActions } from '../../../../components/actions/row-actions';
import { useDialog } from '../../../../components/actions/use-dialog';
import { Moment } from '../../../../components/moment';
import { Money, moneyText } from '../../../../components/money';
import { RowsTable } from '../../../../components/tables/rows-table';
import { onDemand } from '../../../../components/on-demand';
import classes from '../profile.module.css';

const CreditControlDialog = onDemand(() =>
  import('./credit-control-dialog').then((it) => it.CreditControlDialog),
);
const EnterDialog = onDemand(() => import('./enter-dialog').then((it) => it.EnterDialog));
const PayDialog = onDemand(() => import('./pay-dialog').then((it) => it.PayDialog));

/** The customer's account: what is credited, charged and paid beside orders, and who owes whom. */
export function AccountTable({ customer }: { customer: View<'CustomerView'> }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { dialog, open } = useDialog();
  const account = useQuery(accountQuery(customer.id)).data;
  const entries = useInfiniteQuery(customerRows(customer.id, 'account/entries'));
  const enter = (kind: 'credit' | 'charge'): RowAction => ({
    id: kind,
    label: t(`account.${kind}.title`),
    danger: kind === 'charge',
    run: () =>
      open((close) => (
        <EnterDialog kind={kind} customer={customer} balances={account?.balances ?? []} onClose={close} />
      )),
  });
  const isIn = account?.inCreditControl === true;
  const actions: RowAction[] =
    may('accounts.change') && !customer.anonymisedAt
      ? [
          enter('credit'),
          enter('charge'),
          {
            id: 'pay',
            label: t('account.pay.title'),
            run: () => open((close) => <PayDialog customer={customer} onClose={close} />),
          },
          {
            id: 'credit_control',
            label: t(isIn ? 'account.exit_credit_control.title' : 'account.enter_credit_control.title'),
            run: () =>
              open((close) => <CreditControlDialog customer={customer} leaves={isIn} onClose={close} />),
          },
        ]
      : [];
  return (
    <>
      <RowsTable
        title={t('account.title')}
        query={entries}
        empty={t('account.none')}
        more={
          <span className={classes.headEnd}>
            {account?.balances.map(({ balance, inFavourOf }) => (
              <span key={balance.currency} className={classes.balance}>
                {t(`account.favour.${inFavourOf}`, { sum: moneyText(balance).replace(/^[-−]/, '') })}
              </span>
            ))}
            <RowActions of={t('account.title')} actions={actions} />
          </span>
        }
        columns={[
          { key: 'kind', title: t('account.kind'), cell: ({ kind }) => t(`account.kind_of.${kind}`) },
          {
            key: 'amount',
            title: t('account.amount'),
            numeric: true,
            cell: ({ kind, amount }) => (
              <>
                {kind === 'charge' ? '−' : '+'}
                <Money of={amount} />
              </>
            ),
          },
          {
            key: 'reason',
            title: t('account.reason'),
            cell: ({ reason, paymentMethod }) => (
              <span className={classes.sentence} title={reason ?? undefined}>
                {reason ?? paymentMethod ?? '–'}
              </span>
            ),
          },
          { key: 'by', title: t('account.by'), wideOnly: true, cell: ({ by }) => by },
          { key: 'at', title: t('account.at'), cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
        ]}
      />
      {dialog}
    </>
  );
}
