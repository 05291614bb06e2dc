import { useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import classes from './shell.module.css';

/** Says quietly that the computer has no network: what stands on the page is of before. */
export function ConnectionLine() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  if (online) return null;
  return (
    <div className={classes.offline} role="status">
      {t('shell.offline')}
    </div>
  );
}
