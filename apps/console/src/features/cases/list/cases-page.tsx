import { useMediaQuery } from '@mantine/hooks';
import { Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CASES } from '../../../api/case-queries';
import { useLiveRefresh } from '../../../api/use-live-refresh';
import { CaseList } from './case-list';
import { CaseTools } from './case-tools';
import { CaseViews } from './case-views';
import classes from './list.module.css';

/** How often the lists are asked for anew, at most, while much is recorded. */
const EVERY_MS = 2_000;

/** The cases, and the one that is looked at beside them. */
export function CasesPage() {
  const { t } = useTranslation('cases');
  const { caseId } = useParams({ strict: false });
  const wide = useMediaQuery('(min-width: 1100px)', true, { getInitialValueInEffect: false });
  useLiveRefresh(CASES, EVERY_MS);
  const alone = caseId === undefined;
  return (
    <div className={classes.page} data-open={!alone || undefined}>
      {(alone || wide) && (
        <section className={classes.side} aria-label={t('title')}>
          <CaseViews />
          <CaseTools compact={!alone} />
          <CaseList openId={caseId} table={alone && wide} />
        </section>
      )}
      <div className={classes.case}>
        <Outlet />
      </div>
    </div>
  );
}
