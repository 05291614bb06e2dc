import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { Chip } from '../../../components/chip';
import { PlaceLink } from '../../../components/place-link';
import { StatusChip } from '../../../components/tables/status-chip';
import { formatNumber } from '../../../i18n/formats';
import classes from '../operations.module.css';

/** What differs between a house's list and what is known here. */
export function Differences({ found }: { found: View<'ReconciliationView'> }) {
  const { t } = useTranslation('operations');
  const sums = [
    ['same', found.same],
    ['differ', found.differences.length],
    ['unknown_here', found.unknownHere.length],
    ['missing_there', found.missingThere.length],
  ] as const;
  return (
    <>
      <div role="status">
        <dl className={classes.sums}>
          {sums.map(([name, count]) => (
            <div key={name}>
              <dt>{t(`reconcile.${name}`)}</dt>
              <dd>{formatNumber(count)}</dd>
            </div>
          ))}
        </dl>
      </div>
      {found.more && <p>{t('reconcile.more')}</p>}
      {found.differences.length > 0 && (
        <div className={classes.scroll}>
          <Table verticalSpacing={6} horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('fact.fulfillment')}</Table.Th>
                <Table.Th>{t('reconcile.here')}</Table.Th>
                <Table.Th>{t('reconcile.there')}</Table.Th>
                <Table.Th>{t('reconcile.tracking')}</Table.Th>
                <Table.Th>{t('reconcile.outcome')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.differences.map((one) => (
                <Table.Tr key={one.fulfillmentId}>
                  <Table.Td>
                    <PlaceLink to={`/fulfillments/${one.fulfillmentId}`}>
                      …{one.fulfillmentId.slice(-12)}
                    </PlaceLink>
                  </Table.Td>
                  <Table.Td>
                    <StatusChip status={one.status} />
                  </Table.Td>
                  <Table.Td>{t(`house_status.${one.houseStatus}`)}</Table.Td>
                  <Table.Td>{one.trackingNumber ?? '–'}</Table.Td>
                  <Table.Td>
                    {one.applied ? (
                      <Chip tone="good">{t('reconcile.applied')}</Chip>
                    ) : one.applicable ? (
                      t('reconcile.can')
                    ) : (
                      t('reconcile.cannot')
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Ids title={t('reconcile.unknown_here')} ids={found.unknownHere} />
      <Ids title={t('reconcile.missing_there')} ids={found.missingThere} />
    </>
  );
}

function Ids({ title, ids }: { title: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className={classes.ids}>
        {ids.map((id) => (
          <li key={id}>
            <PlaceLink to={`/fulfillments/${id}`}>{id}</PlaceLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
