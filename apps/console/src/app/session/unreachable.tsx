import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../components/error-panel';
import { restoreSession } from './restore-session';
import classes from './sign-in.module.css';

/** Daybook does not answer at all. */
export function Unreachable({ error }: { error: Error }) {
  const { t } = useTranslation();
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <h1 className={classes.title}>{t('session.unreachable')}</h1>
        <ErrorPanel error={error} onRetry={() => void restoreSession()} />
      </div>
    </main>
  );
}
