import { Select } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import table from '../../../components/table.module.css';
import { countryName, formatNumber } from '../../../i18n/formats';
import { useLabel } from '../../../i18n/use-label';
import { breakdownQuery } from './report-queries';
import { TotalsPanel } from './totals-panel';
import { changed, REPORT_PATH, useReport } from './use-report';

/** What actions are counted by, and the filter that narrows to one of its values. */
const FILTER_OF = {
  campaign: 'campaignId',
  campaign_category: 'campaignCategoryId',
  product: 'productId',
  call_center: 'callCenterId',
  access_level: 'accessLevel',
  currency: 'currency',
  country: 'country',
} as const;
type Dimension = keyof typeof FILTER_OF;

const DIMENSIONS = Object.keys(FILTER_OF) as Dimension[];

/** The actions of the filter by campaign, product, country …, the largest totals first. */
export function Breakdown() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const labelOf = useLabel();
  const [kept, keep] = useLocalStorage({ key: 'daybook.breakdown', defaultValue: 'campaign' });
  const dimension = DIMENSIONS.find((one) => one === kept) ?? 'campaign';
  const filter = FILTER_OF[dimension];
  return (
    <TotalsPanel
      id="breakdown"
      title={t('breakdown.title')}
      chooser={
        <Select
          aria-label={t('breakdown.choose')}
          data={DIMENSIONS.map((value) => ({ value, label: t(`breakdown.by.${value}`) }))}
          value={dimension}
          onChange={(value) => keep(value ?? 'campaign')}
          allowDeselect={false}
          w={170}
        />
      }
      query={useQuery(breakdownQuery(search, dimension))}
      nothing={t('breakdown.nothing')}
      columns={[t(`breakdown.by.${dimension}`), t('fields.total')]}
      rows={({ items }) =>
        items.map(({ value, label, total }) => (
          <tr key={value ?? ''}>
            <td>
              <Link
                className={table.total}
                to={REPORT_PATH}
                search={changed(search, { [filter]: value ?? 'none' })}
              >
                {value
                  ? labelOf(filter, value, dimension === 'country' ? countryName(value) : label)
                  : labelOf('none', filter, label)}
              </Link>
            </td>
            <td className={table.number}>{formatNumber(total)}</td>
          </tr>
        ))
      }
    />
  );
}
