import { Select } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateView } from '../../../components/state-view';
import table from '../../../components/table.module.css';
import { formatNumber } from '../../../i18n/formats';
import { RowsSkeleton } from './action-summary';
import { customFieldsQuery } from './report-queries';
import classes from './report.module.css';
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
    <section className={classes.panel} aria-labelledby="field-summary">
      <header className={classes.head}>
        <h2 id="field-summary">{t('fields.title')}</h2>
        {names.length > 1 && (
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
        )}
      </header>
      <StateView
        query={summary}
        skeleton={<RowsSkeleton rows={6} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <p className={classes.quiet}>{t('fields.nothing')}</p>,
        }}
      >
        {({ items, truncated }) => (
          <div
            className={table.frame}
            data-stale={summary.isPlaceholderData || undefined}
            tabIndex={0}
            role="region"
            aria-labelledby="field-summary"
          >
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{t('fields.username')}</th>
                  <th scope="col">{t('fields.name')}</th>
                  <th scope="col">{t('fields.value')}</th>
                  <th scope="col" className={table.number}>
                    {t('fields.total')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items
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
                  ))}
              </tbody>
            </table>
            {truncated && <p className={classes.quiet}>{t('fields.truncated')}</p>}
          </div>
        )}
      </StateView>
    </section>
  );
}
