import { UnstyledButton } from '@mantine/core';
import { StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PlaceLink } from '../../../../components/place-link';
import { formatMoment } from '../../../../i18n/formats';
import { useLabel } from '../../../../i18n/use-label';
import type { DetailRow } from '../report-queries';
import type { Column } from './columns';
import classes from './details.module.css';

interface DetailCellProps {
  row: DetailRow;
  column: Column;
  timeZone: string;
  onOpen: () => void;
}

/** What one column says of an action. */
export function DetailCell({ row, column, timeZone, onOpen }: DetailCellProps) {
  const { t } = useTranslation('reports');
  const label = useLabel();
  switch (column) {
    case 'dateCreated':
      return (
        <UnstyledButton
          c="inherit"
          fz="inherit"
          onClick={onOpen}
          aria-label={t('details.open', { action: label('action', row.action, row.label) })}
        >
          <time dateTime={row.dateCreated} title={formatMoment(row.dateCreated, 'exact', timeZone)}>
            {formatMoment(row.dateCreated, 'moment', timeZone)}
          </time>
        </UnstyledButton>
      );
    case 'username':
      return row.accessLevel == null ? label('actor', row.username, row.username) : row.username;
    case 'customer':
      return row.customer == null ? null : (
        <PlaceLink to={`/customers/${row.customer.id}`}>{row.customer.name}</PlaceLink>
      );
    case 'action':
      return label('action', row.action, row.label);
    case 'message':
      return (
        <span title={row.message} className={row.isNote ? classes.noteText : undefined}>
          {row.message}
        </span>
      );
    case 'accessLevel':
      return row.accessLevel == null ? null : t(`access_level.${row.accessLevel}`, { ns: 'app' });
    case 'orderNumber':
      return row.orderId == null ? null : (
        <PlaceLink to={`/orders/${row.orderId}`}>{row.orderNumber}</PlaceLink>
      );
    case 'isNote':
      return row.isNote ? (
        <>
          <StickyNote size={14} aria-hidden />
          <span className="unseen">{t('details.note')}</span>
        </>
      ) : null;
  }
}
