import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { deliveriesQuery } from '../../../api/order-queries';
import { useMay } from '../../../api/use-session';
import { Chip } from '../../../components/chip';
import { ErrorPanel } from '../../../components/error-panel';
import { Moment } from '../../../components/moment';
import { RecordPanel } from '../../../components/record/fact';
import { formatNumber } from '../../../i18n/formats';
import classes from './fulfillment.module.css';

/** How the house was told: each message with its state; whoever looks after the houses sees every try. */
export function Deliveries({ fulfillment }: { fulfillment: View<'FulfillmentView'> }) {
  const { t } = useTranslation('orders');
  const may = useMay();
  const tries = useQuery({ ...deliveriesQuery(fulfillment.id), enabled: may('operations.view') });
  return (
    <RecordPanel title={t('delivery.title')}>
      {fulfillment.sendings.length === 0 && <p className={classes.none}>{t('delivery.none')}</p>}
      {fulfillment.sendings.length > 0 && (
        <ul className={classes.way}>
          {fulfillment.sendings.map((sending, index) => (
            <li key={`${sending.type} ${String(index)}`}>
              <span>{t(`delivery.${sending.type === 'fulfillment.order' ? 'order' : 'cancel'}`)}</span>
              <span>
                <Chip
                  tone={sending.status === 'done' ? 'good' : sending.status === 'failed' ? 'bad' : 'caution'}
                >
                  {t(`sending_status.${sending.status}`)}
                </Chip>{' '}
                <span className={classes.quiet}>{t('delivery.attempts', { count: sending.attempts })}</span>{' '}
                {sending.lastStatus && (
                  <span className={classes.quiet}>
                    {t('delivery.answer', { status: sending.lastStatus })}
                  </span>
                )}{' '}
                {sending.nextTryAt && (
                  <span className={classes.quiet}>
                    {t('delivery.next')} <Moment at={sending.nextTryAt} />
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {tries.error !== null && <ErrorPanel error={tries.error} onRetry={() => void tries.refetch()} />}
      {(tries.data?.items.length ?? 0) > 0 && (
        <div className={classes.scroll}>
          <Table verticalSpacing={5} horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('delivery.at')}</Table.Th>
                <Table.Th>{t('delivery.what')}</Table.Th>
                <Table.Th>{t('delivery.outcome')}</Table.Th>
                <Table.Th className="numeric">{t('delivery.duration')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tries.data?.items.map((delivery) => (
                <Table.Tr key={delivery.id}>
                  <Table.Td>
                    <Moment at={delivery.attemptedAt} />
                  </Table.Td>
                  <Table.Td>
                    {t(`delivery.${delivery.type === 'fulfillment.order' ? 'order' : 'cancel'}`)}
                  </Table.Td>
                  <Table.Td>
                    {t(`delivery.${delivery.outcome}`)}
                    {(delivery.status ?? delivery.error) && (
                      <span className={classes.quiet}> · {delivery.status ?? delivery.error}</span>
                    )}
                  </Table.Td>
                  <Table.Td className="numeric">{formatNumber(delivery.durationMs)} ms</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </RecordPanel>
  );
}
