import { Select } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import table from '../../../components/table.module.css';
import { formatNumber } from '../../../i18n/formats';
import { customFieldsQuery } from './report-queries';
import classes from './report.module.css';
import { TotalsPanel } from './totals-panel';
import { changed, REPORT_PATH, useReport } from './use-report';

/** How often each user has set an order custom field to each value. */
export function CustomFieldSummary() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const summary = useQuery(customFieldsQuery(search));
  const [field, setField] = useLocalStorage({ key: 'daybook.summary-field', defaultValue: '' });
  const names = [...new Set(summary.data?.items.map(({ fieldName }) => fieldName))].sort();
  const chosen = names.includes(field) ? field : '';
  return (
    <TotalsPanel
      id="field-summary"
      title={t('fields.title')}
      chooser={
        names.length > 1 && (
          <Select
            aria-label={t('fields.choose')}
            data={[
              { value: '', label: t('fields.all') },
              ...names.map((name) => ({ value: name, label: name })),
            ]}
            value={chosen}
            onChange={(name) => setField(name ?? '')}
            allowDeselect={false}
            w={150}
          />
        )
      }
      query={summary}
      nothing={t('fields.nothing')}
      columns={[t('fields.username'), t('fields.name'), t('fields.value'), t('fields.total')]}
      rows={({ items }) =>
        items
          .filter(({ fieldName }) => chosen === '' || fieldName === chosen)
          .map(({ username, userId, fieldName, fieldValue, total }) => (
            <tr key={`${userId ?? username} ${fieldName} ${fieldValue}`}>
              <td>{username}</td>
              <td>{fieldName}</td>
              <td>
                <Link
                  className={table.total}
                  to={REPORT_PATH}
                  search={changed(search, { [`customField[${fieldName}]`]: fieldValue })}
                >
                  {fieldValue}
                </Link>
              </td>
              <td className={table.number}>{formatNumber(total)}</td>
            </tr>
          ))
      }
      below={({ truncated }) => truncated && <p className={classes.quiet}>{t('fields.truncated')}</p>}
    />
  );
}
