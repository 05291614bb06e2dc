import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PlaceLink } from '../../../../components/place-link';
import { formatMoment } from '../../../../i18n/formats';
import { useLabel } from '../../../../i18n/use-label';
import type { DetailRow } from '../report-queries';
import classes from './details.module.css';

/** One action with everything the report knows of it. */
export function DetailDrawer({
  row,
  timeZone,
  onClose,
}: {
  row: DetailRow;
  timeZone: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('reports');
  const { t: app } = useTranslation();
  const label = useLabel();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={400}
      title={label('action', row.action, row.label)}
      closeButtonProps={{ 'aria-label': app('shell.close') }}
    >
      <p className={classes.message}>{row.message}</p>
      <dl className={classes.facts}>
        <dt>{t('details.dateCreated')}</dt>
        <dd>{formatMoment(row.dateCreated, 'exact', timeZone)}</dd>
        <dt>{t('details.dateRecorded')}</dt>
        <dd>{formatMoment(row.dateRecorded, 'exact', timeZone)}</dd>
        <dt>{t('details.username')}</dt>
        <dd>
          {row.accessLevel == null ? label('actor', row.username, row.username) : row.username}
          {row.accessLevel != null && ` · ${app(`access_level.${row.accessLevel}`)}`}
        </dd>
        {row.customer != null && (
          <>
            <dt>{t('details.customer')}</dt>
            <dd>
              <PlaceLink to={`/customers/${row.customer.id}`}>{row.customer.name}</PlaceLink>
            </dd>
          </>
        )}
        {row.orderId != null && (
          <>
            <dt>{t('details.orderNumber')}</dt>
            <dd>
              <PlaceLink to={`/orders/${row.orderId}`}>{row.orderNumber}</PlaceLink>
            </dd>
          </>
        )}
        <dt>{t('details.type')}</dt>
        <dd>
          <code>{row.type}</code>
        </dd>
      </dl>
    </Drawer>
  );
}
