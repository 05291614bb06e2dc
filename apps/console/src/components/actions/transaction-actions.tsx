import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { compare, subtract } from '../../lib/decimal';
import { moneyText } from '../money';
import { ActionDialog } from './action-dialog';
import { MoneyDialog } from './money-dialog';
import type { OpenDialog, RowAction } from './row-action';

type Transaction = View<'TransactionView'>;

/** The message that tells a customer of a transaction. */
const MESSAGES = { sale: 'receipt', authorize: 'receipt', void: 'void', refund: 'refund' } as const;

/** What can be given back of a charge: neither given back yet nor with the customer’s bank. */
export function leftOf(charge: Transaction): View<'Money'> {
  const left = subtract(charge.amount.amount, charge.refunded.amount);
  return { ...charge.amount, amount: subtract(left, charge.chargedBack?.amount ?? '0') };
}

const isCharge = ({ type, outcome }: Transaction): boolean =>
  (type === 'sale' || type === 'authorize') && outcome === 'success';

/** `•••• 4242`, or what else stands for it. */
export const cardText = (last4: string | null | undefined, without: string): string =>
  last4 === null || last4 === undefined ? without : `•••• ${last4}`;

/** What can be done with each transaction: void or refund by what is possible, its message again, a chargeback. */
export function useTransactionActions(open: OpenDialog): (row: Transaction) => RowAction[] {
  const { t } = useTranslation('actions');
  const may = useMay();

  const factsOf = (row: Transaction) =>
    [
      [t('fact.order'), row.orderNumber],
      [t('fact.amount'), moneyText(row.amount)],
      ...(row.refunded.amount === '0.00' ? [] : [[t('fact.refunded'), moneyText(row.refunded)] as const]),
      [t('fact.card'), cardText(row.cardLast4, t('fact.no_card'))],
    ] as const;

  const gone = (row: Transaction): string | undefined => {
    if (!isCharge(row)) return t('why.no_charge');
    if (row.voided) return t('why.voided');
    if (compare(leftOf(row).amount, '0') <= 0)
      return t(row.chargedBack ? 'why.charged_back' : 'why.nothing_left');
    return undefined;
  };

  const refund = (row: Transaction, close: () => void) => (
    <MoneyDialog
      title={t('refund.title')}
      facts={factsOf(row)}
      most={leftOf(row)}
      partly
      hasPurchases
      consequence={t('refund.consequence')}
      button={(sum) => t('refund.button', { sum })}
      customerId={row.customerId}
      send={(body, key) =>
        answerOf(
          api.POST('/transactions/{id}/refund', {
            params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
            body,
          }),
        )
      }
      done={(made) => ({
        message: t(made.outcome === 'success' ? 'refund.done' : 'refund.queued', {
          sum: moneyText(made.amount),
        }),
        bad: made.outcome !== 'success',
      })}
      onClose={close}
    />
  );

  const voiding = (row: Transaction, close: () => void) => (
    <MoneyDialog
      title={t('void.title')}
      facts={factsOf(row)}
      most={row.amount}
      partly={false}
      hasPurchases
      consequence={t('void.consequence')}
      button={(sum) => t('void.button', { sum })}
      customerId={row.customerId}
      send={({ reason, purchases }, key) =>
        answerOf(
          api.POST('/transactions/{id}/void', {
            params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
            body: { reason, purchases },
          }),
        )
      }
      done={(made) => ({
        message: t(made.outcome === 'success' ? 'void.done' : 'void.declined', {
          sum: moneyText(made.amount),
        }),
        bad: made.outcome !== 'success',
      })}
      onClose={close}
    />
  );

  const outside = (row: Transaction, close: () => void) => (
    <MoneyDialog
      title={t('refund_outside.title')}
      facts={factsOf(row)}
      most={leftOf(row)}
      partly
      hasPurchases
      consequence={t('refund_outside.consequence')}
      button={(sum) => t('refund_outside.button', { sum })}
      customerId={row.customerId}
      send={(body, key) =>
        answerOf(
          api.POST('/transactions/{id}/refund-outside', {
            params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
            body,
          }),
        )
      }
      done={(made) => t('refund_outside.done', { sum: moneyText(made.amount) })}
      onClose={close}
    />
  );

  const chargeback = (row: Transaction, close: () => void) => (
    <MoneyDialog
      title={t('chargeback.title')}
      facts={factsOf(row)}
      most={row.amount}
      partly
      hasPurchases
      consequence={t('chargeback.consequence')}
      button={(sum) => t('chargeback.button', { sum })}
      customerId={row.customerId}
      send={(body, key) =>
        answerOf(
          api.PUT('/transactions/{id}/chargeback', {
            params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
            body,
          }),
        )
      }
      done={() => t('chargeback.done')}
      onClose={close}
    />
  );

  const revert = (row: Transaction, close: () => void) => (
    <ActionDialog
      title={t('chargeback_revert.title')}
      facts={factsOf(row)}
      consequence={t('chargeback_revert.consequence')}
      button={t('chargeback_revert.title')}
      customerId={row.customerId}
      send={(reason, key) =>
        answerOf(
          api.DELETE('/transactions/{id}/chargeback', {
            params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
            body: { reason },
          }),
        )
      }
      done={() => t('chargeback_revert.done')}
      onClose={close}
    />
  );

  const message = (row: Transaction, kind: 'receipt' | 'void' | 'refund', close: () => void) => (
    <ActionDialog
      title={t(`resend.${kind}`)}
      facts={factsOf(row)}
      reason="none"
      consequence={t('resend.consequence')}
      button={t('resend.button')}
      customerId={row.customerId}
      send={(_reason, key) =>
        answerOf(
          api.POST('/transactions/{id}/emails', {
            params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
            body: {},
          }),
        )
      }
      done={({ to }) => t('resend.done', { to })}
      onClose={close}
    />
  );

  return (row) => {
    const charge = row.type === 'sale' || row.type === 'authorize';
    const actions: RowAction[] = [];
    if (charge && may('transactions.refund')) {
      actions.push({
        id: 'refund',
        label: t('refund.action'),
        danger: true,
        disabled: gone(row) ?? (row.settled ? undefined : t('why.not_settled')),
        run: () => open((close) => refund(row, close)),
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
        run: () => open((close) => voiding(row, close)),
      });
    }
    if (charge && may('transactions.refund_outside'))
      actions.push({
        id: 'refund_outside',
        label: t('refund_outside.action'),
        disabled: gone(row) ?? (row.settled ? undefined : t('why.not_settled')),
        run: () => open((close) => outside(row, close)),
      });
    if (charge && may('transactions.chargeback')) {
      if (row.chargedBack !== undefined && row.chargedBack !== null)
        actions.push({
          id: 'chargeback_revert',
          label: t('chargeback_revert.title'),
          run: () => open((close) => revert(row, close)),
        });
      else
        actions.push({
          id: 'chargeback',
          label: t('chargeback.action'),
          disabled: gone(row) ?? (row.captured ? undefined : t('why.not_captured')),
          run: () => open((close) => chargeback(row, close)),
        });
    }
    if (row.type !== 'capture' && may('customers.call')) {
      const kind = MESSAGES[row.type];
      actions.push({
        id: 'resend',
        label: t(`resend.${kind}`),
        disabled: row.outcome === 'success' ? undefined : t('why.not_successful'),
        run: () => open((close) => message(row, kind, close)),
      });
    }
    return actions;
  };
}
