import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { StateView } from '../../../components/state-view';
import { Facts } from '../../../components/lists/facts';
import { Mend } from './mend';
import classes from '../operations.module.css';

/** What an engine sent and was not taken. */
export function IntakeRejection({ row }: { row: View<'IntakeRejectionSummaryView'> }) {
  const { t } = useTranslation('operations');
  const query = useQuery({
    queryKey: ['operations', 'intake_rejections', 'one', row.id],
    queryFn: () => answerOf(api.GET('/intake/rejections/{id}', { params: { path: { id: row.id } } })),
  });
  return (
    <>
      <p className={classes.why}>{row.detail}</p>
      <Facts
        facts={[
          [t('column.engine'), row.engine],
          [t('column.code'), row.code],
          [t('fact.subject'), row.subject],
          [t('fact.message_id'), row.messageId],
          [t('column.received'), <Moment key="at" at={row.receivedAt} />],
          [t('fact.mended'), row.resolvedAt && <Moment key="mended" at={row.resolvedAt} />],
        ]}
      />
      <StateView query={query} skeleton={<Skeleton height={160} />}>
        {(rejection) => (
          <Mend
            list="intake_rejections"
            text={rejection.encoding === 'utf8' ? rejection.payload : null}
            done={row.resolvedAt != null}
            replay={(message, key) =>
              answerOf(
                api.POST('/intake/rejections/{id}/replay', {
                  params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
                  body: message === undefined ? {} : { message },
                }),
              )
            }
          />
        )}
      </StateView>
    </>
  );
}

/** What a house told and was not taken. */
export function WebhookRejection({ row }: { row: View<'WebhookRejectionView'> }) {
  const { t } = useTranslation('operations');
  const query = useQuery({
    queryKey: ['operations', 'webhook_rejections', 'one', row.id],
    queryFn: () => answerOf(api.GET('/webhooks/rejections/{id}', { params: { path: { id: row.id } } })),
  });
  return (
    <>
      <div className={classes.why}>
        {row.detail}
        {row.errors.length > 0 && (
          <ul>
            {row.errors.map(({ field, message }) => (
              <li key={field}>
                <b>{field}</b>: {message}
              </li>
            ))}
          </ul>
        )}
      </div>
      <Facts
        facts={[
          [t('column.house'), row.houseName],
          [t('column.code'), row.code],
          [t('fact.message_id'), row.webhookId],
          [t('column.received'), <Moment key="at" at={row.receivedAt} />],
          [t('fact.mended'), row.resolvedAt && <Moment key="mended" at={row.resolvedAt} />],
        ]}
      />
      <StateView query={query} skeleton={<Skeleton height={160} />}>
        {(rejection) => (
          <Mend
            list="webhook_rejections"
            text={rejection.bodyEncoding === 'base64' ? null : (rejection.body ?? '')}
            done={row.resolvedAt != null}
            replay={(message, key) =>
              answerOf(
                api.POST('/webhooks/rejections/{id}/replay', {
                  params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
                  body: message === undefined ? {} : { message },
                }),
              )
            }
          />
        )}
      </StateView>
    </>
  );
}
