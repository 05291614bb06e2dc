import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { moneyText } from '../money';
import { ActionDialog } from './action-dialog';
import { cardText, leftOf, MESSAGES } from './charge';
import { MoneyDialog } from './money-dialog';

type MoneyAct = 'refund' | 'void' | 'refund_outside' | 'chargeback';
export type TransactionAct = MoneyAct | 'chargeback_revert' | 'resend';

interface TransactionDialogProps<Act extends TransactionAct = TransactionAct> {
  row: View<'TransactionView'>;
  act: Act;
  close: () => void;
}

/** What is about to be done with a transaction. */
export function TransactionDialog({ row, act, close }: TransactionDialogProps) {
  switch (act) {
    case 'chargeback_revert':
      return <RevertDialog row={row} close={close} />;
    case 'resend':
      return <ResendDialog row={row} close={close} />;
    default:
      return <ReturnDialog row={row} act={act} close={close} />;
  }
}

function useTransactionFacts(row: View<'TransactionView'>): (readonly [string, string])[] {
  const { t } = useTranslation('actions');
  return [
    [t('fact.order'), row.orderNumber],
    [t('fact.amount'), moneyText(row.amount)],
    ...(row.refunded.amount === '0.00' ? [] : [[t('fact.refunded'), moneyText(row.refunded)] as const]),
    [t('fact.card'), cardText(row.cardLast4, t('fact.no_card'))],
  ];
}

/** What is said where the processor did not do it at once. */
const UNDONE = { refund: 'refund.queued', void: 'void.declined' } as const;

/** Money of a charge that goes back, by whatever way. */
function ReturnDialog({ row, act, close }: TransactionDialogProps<MoneyAct>) {
  const { t } = useTranslation('actions');
  const facts = useTransactionFacts(row);
  return (
    <MoneyDialog
      title={t(`${act}.title`)}
      facts={facts}
      most={act === 'refund' || act === 'refund_outside' ? leftOf(row) : row.amount}
      partly={act !== 'void'}
      hasPurchases
      consequence={t(`${act}.consequence`)}
      button={(sum) => t(`${act}.button`, { sum })}
      customerId={row.customerId}
      send={(body, key) => {
        const params = { path: { id: row.id }, header: { 'Idempotency-Key': key } };
        switch (act) {
          case 'refund':
            return answerOf(api.POST('/transactions/{id}/refund', { params, body }));
          case 'refund_outside':
            return answerOf(api.POST('/transactions/{id}/refund-outside', { params, body }));
          case 'chargeback':
            return answerOf(api.PUT('/transactions/{id}/chargeback', { params, body }));
          case 'void': {
            const { reason, purchases } = body;
            return answerOf(api.POST('/transactions/{id}/void', { params, body: { reason, purchases } }));
          }
        }
      }}
      done={(made) => {
        const sum = moneyText(made.amount);
        return (act === 'refund' || act === 'void') && made.outcome !== 'success'
          ? { message: t(UNDONE[act], { sum }), bad: true }
          : t(`${act}.done`, { sum });
      }}
      onClose={close}
    />
  );
}

function RevertDialog({ row, close }: Omit<TransactionDialogProps, 'act'>) {
  const { t } = useTranslation('actions');
  return (
    <ActionDialog
      title={t('chargeback_revert.title')}
      facts={useTransactionFacts(row)}
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
}

function ResendDialog({ row, close }: Omit<TransactionDialogProps, 'act'>) {
  const { t } = useTranslation('actions');
  const facts = useTransactionFacts(row);
  if (row.type === 'capture') return null;
  return (
    <ActionDialog
      title={t(`resend.${MESSAGES[row.type]}`)}
      facts={facts}
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
}
