import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import { useMay } from '../../../api/use-session';
import { DialogButton } from '../../../components/actions/dialog-button';
import { Chip } from '../../../components/chip';
import { ErrorPanel } from '../../../components/error-panel';
import { Moment } from '../../../components/moment';
import { Facts } from '../../../components/lists/facts';
import { Verbatim } from '../../../components/lists/verbatim';
import { useRecordLink } from './use-record-link';
import classes from '../operations.module.css';

const again = () => void queryClient.invalidateQueries({ queryKey: ['operations'] });

/** A message that waits until what it is about is known. */
export function ParkedMessage({ row }: { row: View<'ParkedMessageView'> }) {
  const { t } = useTranslation('operations');
  return (
    <>
      <p className={classes.why}>{t('parked.what')}</p>
      <Facts
        facts={[
          [t('column.engine'), row.engine],
          [t('fact.message_id'), row.messageId],
          [t('column.about'), t(`about.${row.about}`)],
          [t('fact.reference'), row.subjectReference ?? row.subjectId],
          [t('column.received'), <Moment key="at" at={row.receivedAt} />],
          [t('column.until'), <Moment key="until" at={row.parkedUntil} />],
        ]}
      />
    </>
  );
}

/** A fact from outside that no state expected. */
export function UnexpectedFact({ row }: { row: View<'UnexpectedFactView'> }) {
  const { t } = useTranslation('operations');
  const link = useRecordLink();
  const { orderId, orderNumber, purchaseId, fulfillmentId } = row.about;
  return (
    <>
      <p className={classes.why}>{row.message}</p>
      <Facts
        facts={[
          [t('column.happened'), <Moment key="at" at={row.time} />],
          [t('column.received'), <Moment key="in" at={row.recordedAt} />],
          [t('fact.customer'), link('customers', row.customerId)],
          [t('fact.order'), link('orders', orderId, orderNumber)],
          [t('fact.purchase'), link('purchases', purchaseId)],
          [t('fact.fulfillment'), link('fulfillments', fulfillmentId)],
        ]}
      />
      <Verbatim label={t('fact.attributes')}>{JSON.stringify(row.attributes, null, 2)}</Verbatim>
    </>
  );
}

/** What a consumer could not apply. */
export function DeadLetter({ row }: { row: View<'DeadLetterView'> }) {
  const { t } = useTranslation('operations');
  const may = useMay()('operations.change');
  const params = { params: { path: { id: row.id } } };
  const letter =
    useQuery({
      queryKey: ['operations', 'dead_letters', 'one', row.id],
      queryFn: () => answerOf(api.GET('/dead-letters/{id}', params)),
    }).data ?? row;
  const sending = useCommand(() => answerOf(api.POST('/dead-letters/{id}/replay', params)), {
    onSuccess: again,
  });
  return (
    <>
      <p className={classes.why}>{letter.reason}</p>
      <Facts
        facts={[
          [t('column.consumer'), letter.consumer],
          [t('fact.service'), letter.service],
          [t('fact.sequence'), letter.sequence],
          [t('column.attempts'), letter.attempts],
          [t('column.received'), <Moment key="at" at={letter.failedAt} />],
          [t('fact.mended'), letter.resolvedAt && <Moment key="done" at={letter.resolvedAt} />],
        ]}
      />
      <Verbatim label={t('mend.message')}>{letter.payload}</Verbatim>
      <div className={classes.buttons}>
        <Button
          disabled={!may || letter.resolvedAt != null}
          loading={sending.isPending}
          onClick={() => sending.mutate(undefined)}
        >
          {t('mend.send')}
        </Button>
      </div>
      <div role="status">
        {sending.data !== undefined && (
          <Chip tone={sending.data.resolvedAt ? 'good' : 'bad'}>
            {t(sending.data.resolvedAt ? 'outcome.applied' : 'outcome.rejected')}
          </Chip>
        )}
      </div>
      {sending.error !== null && <ErrorPanel error={sending.error} command="once" />}
    </>
  );
}

/** One try to tell a house. */
export function Delivery({ row }: { row: View<'DeliveryView'> }) {
  const { t } = useTranslation('operations');
  const link = useRecordLink();
  const may = useMay()('operations.change');
  const { data } = useQuery({
    queryKey: ['operations', 'deliveries', 'one', row.id],
    queryFn: () => answerOf(api.GET('/webhooks/deliveries/{id}', { params: { path: { id: row.id } } })),
  });
  return (
    <>
      <Facts
        facts={[
          [t('column.house'), row.houseName],
          [t('fact.url'), row.url],
          [t('fact.fulfillment'), link('fulfillments', row.fulfillmentId)],
          [t('fact.message_id'), row.webhookId],
          [t('column.attempts'), row.attempt],
          [t('column.answer'), row.status ?? row.error],
          [t('fact.duration'), `${String(row.durationMs)} ms`],
          [t('column.happened'), <Moment key="at" at={row.attemptedAt} />],
        ]}
      />
      {data?.answer && <Verbatim label={t('column.answer')}>{data.answer}</Verbatim>}
      {row.outcome === 'failed' && (
        <div className={classes.buttons}>
          <DialogButton
            main
            disabled={!may}
            title={t('delivery.again')}
            facts={[[t('column.house'), row.houseName]]}
            reason="optional"
            consequence={t('delivery.again_what')}
            button={t('delivery.again')}
            send={(note, key) =>
              answerOf(
                api.POST('/webhooks/deliveries/{id}/redeliver', {
                  params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
                  body: note === '' ? {} : { note },
                }),
              )
            }
            done={() => t('delivery.asked')}
            onDone={again}
          />
        </div>
      )}
    </>
  );
}
