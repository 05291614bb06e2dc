import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { useMay } from '../../../api/use-session';
import { DialogButton } from '../../../components/actions/dialog-button';
import { Facts } from '../../../components/lists/facts';
import { Moment } from '../../../components/moment';
import { moneyText } from '../../../components/money';
import { useRecordLink } from './use-record-link';
import classes from '../operations.module.css';

const again = () => void queryClient.invalidateQueries({ queryKey: ['operations'] });

/** A refund that failed and is tried again. */
export function QueuedRefund({ row }: { row: View<'RefundQueueEntryView'> }) {
  const { t } = useTranslation('operations');
  const link = useRecordLink();
  const may = useMay()('operations.change');
  const id = { path: { id: row.id } };
  const entry =
    useQuery({
      queryKey: ['operations', 'refund_queue', 'one', row.id],
      queryFn: () => answerOf(api.GET('/refund-queue/{id}', { params: id })),
    }).data ?? row;
  const facts = [
    [t('column.order'), entry.orderNumber],
    [t('column.amount'), moneyText(entry.amount)],
  ] as const;
  const waits = entry.status === 'waiting' || entry.status === 'exhausted';
  return (
    <>
      <Facts
        facts={[
          [t('column.status'), t(`queue_status.${entry.status}`)],
          [t('column.amount'), moneyText(entry.amount)],
          [t('column.order'), link('orders', entry.orderId, entry.orderNumber)],
          [t('fact.customer'), link('customers', entry.customerId)],
          [t('fact.reason'), entry.reason],
          [t('column.attempts'), entry.attempts],
          [t('column.code'), entry.responseCode],
          [t('column.next'), entry.nextTryAt && <Moment key="next" at={entry.nextTryAt} />],
          [t('column.received'), <Moment key="at" at={entry.queuedAt} />],
          [t('fact.removed_by'), entry.removedBy],
          [t('fact.removed_why'), entry.removedReason],
        ]}
      />
      {waits && (
        <div className={classes.buttons}>
          <DialogButton
            main
            disabled={!may}
            title={t('queue.retry')}
            facts={facts}
            reason="none"
            consequence={t('queue.retry_what')}
            button={t('queue.retry_button', { sum: moneyText(entry.amount) })}
            customerId={entry.customerId}
            send={(_reason, key) =>
              answerOf(
                api.POST('/refund-queue/{id}/retry', {
                  params: { ...id, header: { 'Idempotency-Key': key } },
                }),
              )
            }
            done={({ status }) => t(`queue_status.${status}`)}
            onDone={again}
          />
          <DialogButton
            disabled={!may}
            title={t('queue.remove')}
            facts={facts}
            consequence={t('queue.remove_what')}
            button={t('queue.remove')}
            danger
            customerId={entry.customerId}
            send={(reason, key) =>
              answerOf(
                api.POST('/refund-queue/{id}/remove', {
                  params: { ...id, header: { 'Idempotency-Key': key } },
                  body: { reason },
                }),
              )
            }
            done={() => t('queue_status.removed')}
            onDone={again}
          />
        </div>
      )}
    </>
  );
}

/** A payment that could not be captured. */
export function FailedCapture({ row }: { row: View<'TransactionView'> }) {
  const { t } = useTranslation('operations');
  const link = useRecordLink();
  const may = useMay()('operations.change');
  const sum = moneyText(row.amount);
  return (
    <>
      <p className={classes.why}>{t('capture.what')}</p>
      <Facts
        facts={[
          [t('column.amount'), moneyText(row.amount)],
          [t('column.order'), link('orders', row.orderId)],
          [t('fact.customer'), link('customers', row.customerId)],
          [t('fact.last_try'), row.captureFailedAt && <Moment key="failed" at={row.captureFailedAt} />],
          [t('column.next'), row.captureAgainAt && <Moment key="again" at={row.captureAgainAt} />],
        ]}
      />
      <div className={classes.buttons}>
        <DialogButton
          main
          disabled={!may}
          title={t('capture.title')}
          facts={[
            [t('column.order'), row.orderNumber],
            [t('column.amount'), sum],
          ]}
          reason="none"
          consequence={t('capture.consequence')}
          button={t('capture.button', { sum })}
          customerId={row.customerId}
          send={(_reason, key) =>
            answerOf(
              api.POST('/transactions/{id}/capture', {
                params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
              }),
            )
          }
          done={({ outcome }) => ({
            message: t(outcome === 'success' ? 'capture.done' : 'capture.declined', { sum }),
            bad: outcome !== 'success',
          })}
          onDone={again}
        />
      </div>
      {!may && <p>{t('read_only')}</p>}
    </>
  );
}

/** A purchase whose customer has not said whether it may be billed. */
export function UnansweredConsent({ row }: { row: View<'PurchaseView'> }) {
  const { t } = useTranslation('operations');
  const link = useRecordLink();
  return (
    <>
      <p className={classes.why}>{t('consent.what')}</p>
      <Facts
        facts={[
          [t('fact.purchase'), link('purchases', row.id, row.productName)],
          [t('column.order'), link('orders', row.orderId, row.orderNumber)],
          [t('fact.customer'), link('customers', row.customerId)],
          [t('column.received'), row.consentRemindedAt && <Moment key="at" at={row.consentRemindedAt} />],
        ]}
      />
    </>
  );
}
