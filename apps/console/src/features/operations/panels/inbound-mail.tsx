import { useState } from 'react';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import { useMay } from '../../../api/use-session';
import { Chip } from '../../../components/chip';
import { CustomerPicker } from '../../../components/customer/customer-picker';
import { ErrorPanel } from '../../../components/error-panel';
import { Moment } from '../../../components/moment';
import { StateView } from '../../../components/state-view';
import { Facts } from '../../../components/lists/facts';
import { Verbatim } from '../../../components/lists/verbatim';
import { useRecordLink } from './use-record-link';
import classes from '../operations.module.css';

/** How far a mail is. */
export function MailState({ state }: Pick<View<'InboundMailView'>, 'state'>) {
  const { t } = useTranslation('operations');
  const tone = { waiting: 'caution', applied: 'good', put_aside: 'plain', failed: 'bad' } as const;
  return <Chip tone={tone[state]}>{t(`mail_state.${state}`)}</Chip>;
}

/** A mail that became no case by itself: it is read, and applied again, to a customer who is named if need be. */
export function InboundMail({ row }: { row: View<'InboundMailView'> }) {
  const { t } = useTranslation('operations');
  const link = useRecordLink();
  const may = useMay()('operations.change');
  const [customerId, setCustomer] = useState<string | null>(row.customerId ?? null);
  const query = useQuery({
    queryKey: ['operations', 'inbound_mails', 'one', row.id],
    queryFn: () => answerOf(api.GET('/inbound-mails/{id}', { params: { path: { id: row.id } } })),
  });
  const applying = useCommand(
    (body: { customerId?: string }, key) =>
      answerOf(
        api.POST('/inbound-mails/{id}/apply', {
          params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    { onSuccess: () => queryClient.invalidateQueries({ queryKey: ['operations', 'inbound_mails'] }) },
  );
  return (
    <>
      {row.reason && <p className={classes.why}>{row.reason}</p>}
      <Facts
        facts={[
          [t('column.from'), row.from],
          [t('column.status'), <MailState key="state" state={row.state} />],
          [t('column.attempts'), row.attempts],
          [t('column.received'), <Moment key="at" at={row.receivedAt} />],
          [t('fact.case'), link('cases', row.caseId)],
        ]}
      />
      <StateView query={query} skeleton={<Skeleton height={160} />}>
        {({ text }) => <Verbatim label={t('mend.message')}>{text ?? '–'}</Verbatim>}
      </StateView>
      {row.state !== 'applied' && (
        <>
          <CustomerPicker label={t('fact.customer')} value={customerId} onChange={setCustomer} />
          <div className={classes.buttons}>
            <Button
              disabled={!may}
              loading={applying.isPending}
              onClick={() => applying.mutate(customerId === null ? {} : { customerId })}
            >
              {t('mail.apply')}
            </Button>
          </div>
          {!may && <p>{t('read_only')}</p>}
        </>
      )}
      {applying.error !== null && <ErrorPanel error={applying.error} command="once" />}
    </>
  );
}
