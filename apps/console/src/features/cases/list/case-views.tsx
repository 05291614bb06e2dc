import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { caseCountsQuery } from '../../../api/case-queries';
import { formatNumber } from '../../../i18n/formats';
import { ALL, useCaseSearch, VIEWS } from '../case-search';
import classes from './list.module.css';

/** The named views with how many cases each has. */
export function CaseViews() {
  const { t } = useTranslation('cases');
  const { view, change } = useCaseSearch();
  const counts = useQuery(caseCountsQuery).data?.items;
  return (
    <nav className={classes.views} aria-label={t('views')}>
      {[...VIEWS, ALL].map((name) => {
        const count = counts?.find((one) => one.view === name)?.count;
        const chosen = (view ?? ALL) === name;
        return (
          <button
            key={name}
            type="button"
            className={classes.view}
            aria-pressed={chosen}
            onClick={() => change({ view: name, status: undefined })}
          >
            {t(`view.${name}` as 'view.mine')}
            {count !== undefined && (
              <span className={classes.count} data-bad={(name === 'target_missed' && count > 0) || undefined}>
                {formatNumber(count)}
              </span>
            )}
          </button>
        );
      })}
    </nav>
  );
}
