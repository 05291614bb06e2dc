import { UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerRows } from '../../../../api/customer-queries';
import { useDialog } from '../../../../components/actions/use-dialog';
import { Moment } from '../../../../components/moment';
import { onDemand } from '../../../../components/on-demand';
import { RowsTable } from '../../../../components/tables/rows-table';
import { StatusChip } from '../../../../components/tables/status-chip';
import classes from '../profile.module.css';

const MessageDialog = onDemand(() => import('./message-dialog').then((it) => it.MessageDialog));

/** What the customer was written, by e-mail and by SMS, and whether it went out. */
export function MessagesTable({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { dialog, open } = useDialog();
  const messages = useInfiniteQuery(customerRows(customerId, 'messages'));
  return (
    <>
      <RowsTable
        title={t('messages.title')}
        query={messages}
        empty={t('messages.none')}
        columns={[
          {
            key: 'kind',
            title: t('messages.message'),
            cell: (row) => (
              <UnstyledButton
                className={classes.opens}
                onClick={() => open((close) => <MessageDialog row={row} onClose={close} />)}
              >
                {t(`messages.kind.${row.kind}`)}
                {row.subject && <span className={classes.sentence}>{row.subject}</span>}
              </UnstyledButton>
            ),
          },
          {
            key: 'channel',
            title: t('messages.channel'),
            wideOnly: true,
            cell: ({ channel }) => t(`messages.channel_of.${channel}`),
          },
          { key: 'to', title: t('messages.to'), wideOnly: true, cell: ({ to }) => to || '–' },
          {
            key: 'status',
            title: t('cards.status'),
            cell: ({ status, resent }) => (
              <>
                <StatusChip status={status} />
                {resent && <span className={classes.sentence}>{t('messages.resent')}</span>}
              </>
            ),
          },
          {
            key: 'at',
            title: t('account.at'),
            cell: ({ sentAt, createdAt }) => <Moment at={sentAt ?? createdAt} />,
          },
        ]}
      />
      {dialog}
    </>
  );
}
