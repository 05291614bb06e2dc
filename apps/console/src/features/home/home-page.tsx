import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../api/use-session';
import { Moment } from '../../components/moment';
import { PageHead } from '../../components/page-head';
import { MyCases } from './my-cases';
import { NeedsHand } from './needs-hand';
import { Today } from './today';
import classes from './home.module.css';

/** What waits for the person who is here, and how the day goes. */
export function HomePage() {
  const { t } = useTranslation('home');
  const { user } = useMe();
  const may = useMay();
  const now = new Date().toISOString();
  return (
    <div className={classes.page}>
      <PageHead title={t('title', { name: user.username })}>
        <Moment at={now} as="date" />
      </PageHead>
      {may('cases.view') && <MyCases />}
      {may('operations.view') && <NeedsHand />}
      {may('report.view') && <Today />}
    </div>
  );
}
