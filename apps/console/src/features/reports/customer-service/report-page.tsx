import { useEffect } from 'react';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/use-session';
import { notePlace } from '../../../commands/recent-places';
import { useCommands } from '../../../commands/use-commands';
import { PageHead } from '../../../components/page-head';
import { ActionSummary } from './action-summary';
import { AgentsTable } from './agents-table';
import { Breakdown } from './breakdown';
import { CustomFieldSummary } from './custom-field-summary';
import { Details } from './details/details';
import { ExportMenu } from './exports/export-menu';
import { FilterChips } from './filters/filter-chips';
import { FilterRow } from './filters/filter-row';
import { usePeriodWords } from './filters/period-picker';
import { KeyFigures } from './key-figures';
import { LiveLine } from './live-line';
import { tabOf, TABS } from './report-search';
import classes from './report.module.css';
import { SavedMenu } from './saved/saved-menu';
import { SeriesChart } from './series-chart';
import { changed, REPORT_PATH, useReport } from './use-report';

/** Reports → Call Center → Customer Service. */
export function ReportPage() {
  const { t } = useTranslation('reports');
  const { search, change } = useReport();
  const may = useMay();
  const period = usePeriodWords(search);
  const tabs = TABS.filter((one) => one === 'summary' || may('report.details'));
  const tab = tabs.find((one) => one === tabOf(search)) ?? 'summary';
  useEffect(() => {
    document.title = `${t('title')} · Daybook`;
    notePlace({
      href: `${location.pathname}${location.search}`,
      title: `${t('title')}, ${period}`,
      kind: t('kind'),
    });
  }, [t, period, search]);
  const share = () =>
    void navigator.clipboard
      .writeText(location.href)
      .then(() => notifications.show({ message: t('share.done') }))
      .catch(() => notifications.show({ message: location.href, title: t('share.by_hand') }));
  useCommands([
    { id: 'report.share', title: t('share.title'), group: t('title'), keys: 'l', run: share },
    ...tabs.map((one, index) => ({
      id: `report.tab.${one}`,
      title: t(`tabs.${one}`),
      group: t('title'),
      keys: String(index + 1),
      run: () => change({ tab: one === 'summary' ? undefined : one }),
    })),
  ]);
  return (
    <div className={classes.page} data-tab={tab}>
      <PageHead title={t('title')}>
        <SavedMenu />
        <Button variant="default" leftSection={<Link2 size={13} aria-hidden />} onClick={share}>
          {t('share.title')}
        </Button>
        <ExportMenu />
      </PageHead>
      <FilterRow />
      <FilterChips />
      <LiveLine />
      {tab !== 'details' && (
        <>
          <KeyFigures />
          <SeriesChart />
        </>
      )}
      <nav className={classes.tabs} aria-label={t('tabs.title')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to={REPORT_PATH}
            search={changed(search, { tab: one === 'summary' ? undefined : one })}
            className={classes.tab}
            activeOptions={{ exact: true, includeSearch: true }}
            data-chosen={one === tab || undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'summary' && (
        <div className={classes.summary}>
          <ActionSummary />
          <div className={classes.beside}>
            <Breakdown />
            <CustomFieldSummary />
          </div>
        </div>
      )}
      {tab === 'users' && <AgentsTable />}
      {tab === 'details' && <Details />}
    </div>
  );
}
