import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { compare } from '../../lib/decimal';
import { onDemand } from '../on-demand';
import { leftOf, MESSAGES } from './charge';
import type { OpenDialog, RowAction } from './row-action';
import type { TransactionAct } from './transaction-dialog';

const TransactionDialog = onDemand(() => import('./transaction-dialog').then((it) => it.TransactionDialog));

type Transaction = View<'TransactionView'>;

const isCharge = ({ type, outcome }: Transaction): boolean =>
  (type === 'sale' || type === 'authorize') && outcome === 'success';

/** What can be done with each transaction: void or refund by what is possible, its message again, a chargeback. */
export function useTransactionActions(open: OpenDialog): (row: Transaction) => RowAction[] {
  const { t } = useTranslation('actions');
  const may = useMay();

  const gone = (row: Transaction): string | undefined => {
    if (!isCharge(row)) return t('why.no_charge');
    if (row.voided) return t('why.voided');
    if (compare(leftOf(row).amount, '0') <= 0)
      return t(row.chargedBack ? 'why.charged_back' : 'why.nothing_left');
    return undefined;
  };

  return (row) => {
    const charge = row.type === 'sale' || row.type === 'authorize';
    const actions: RowAction[] = [];
    const show = (act: TransactionAct) =>
      open((close) => <TransactionDialog row={row} act={act} close={close} />);
    if (charge && may('transactions.refund')) {
      actions.push({
        id: 'refund',
        label: t('refund.action'),
        danger: true,
        disabled: gone(row) ?? (row.settled ? undefined : t('why.not_settled')),
        run: () => show('refund'),
      });
      actions.push({
        id: 'void',
        label: t('void.action'),
        danger: true,
        disabled:
          gone(row) ??
          (row.settled
            ? t('why.settled')
            : compare(row.refunded.amount, '0') > 0
              ? t('why.partly_refunded')
              : undefined),
        run: () => show('void'),
      });
    }
    if (charge && may('transactions.refund_outside'))
      actions.push({
        id: 'refund_outside',
        label: t('refund_outside.action'),
        disabled: gone(row) ?? (row.settled ? undefined : t('why.not_settled')),
        run: () => show('refund_outside'),
      });
    if (charge && may('transactions.chargeback')) {
      if (row.chargedBack !== undefined && row.chargedBack !== null)
        actions.push({
          id: 'chargeback_revert',
          label: t('chargeback_revert.title'),
          run: () => show('chargeback_revert'),
        });
      else
        actions.push({
          id: 'chargeback',
          label: t('chargeback.action'),
          disabled: gone(row) ?? (row.captured ? undefined : t('why.not_captured')),
          run: () => show('chargeback'),
        });
    }
    if (row.type !== 'capture' && may('customers.call')) {
      actions.push({
        id: 'resend',
        label: t(`resend.${MESSAGES[row.type]}`),
        disabled: row.outcome === 'success' ? undefined : t('why.not_successful'),
        run: () => show('resend'),
      });
    }
    return actions;
  };
}
