import { UnstyledButton } from '@mantine/core';
import { StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PlaceLink } from '../../../../components/place-link';
import { formatMoment } from '../../../../i18n/formats';
import { useLabel } from '../../../../i18n/use-label';
import type { DetailRow } from '../report-queries';
import type { Column } from './columns';
import classes from './details.module.css';

interface DetailCellsProps {
  row: DetailRow;
  columns: readonly Column[];
  timeZone: string;
  onOpen: () => void;
}

/** One action, cell by cell. */
export function DetailCells({ row, columns, timeZone, onOpen }: DetailCellsProps) {
  const { t } = useTranslation('reports');
  const label = useLabel();
  const contents = (column: Column) => {
    switch (column) {
      case 'dateCreated':
        return (
          <UnstyledButton
            className={classes.open}
            onClick={onOpen}
            aria-label={t('details.open', { action: row.label })}
          >
            <time dateTime={row.dateCreated} title={formatMoment(row.dateCreated, 'exact', timeZone)}>
              {formatMoment(row.dateCreated, 'moment', timeZone)}
            </time>
          </UnstyledButton>
        );
      case 'username':
        return row.username;
      case 'customer':
        return row.customer == null ? null : (
          <PlaceLink to={`/customers/${row.customer.id}`}>{row.customer.name}</PlaceLink>
        );
      case 'action':
        return label('action', row.action, row.label);
      case 'message':
        return <span title={row.message}>{row.message}</span>;
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
  };
  return columns.map((column) => (
    <div key={column} role="cell" data-column={column}>
      {contents(column)}
    </div>
  ));
}
