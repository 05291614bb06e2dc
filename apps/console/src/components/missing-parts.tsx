import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { loadAgain, useUnshownFailures } from '../api/failed-queries';
import classes from './missing-parts.module.css';

/** Says that something could not be loaded whose place does not say so itself: what should be chosen from it is missing. */
export function MissingParts() {
  const { t } = useTranslation();
  const messages = [...new Set(useUnshownFailures().map(({ message }) => message))];
  if (messages.length === 0) return null;
  return (
    <div className={classes.line} role="status">
      <span>{t('error.missing_parts', { why: messages.slice(0, 3).join(' ') })}</span>
      <Button size="compact-sm" variant="default" onClick={loadAgain}>
        {t('error.retry')}
      </Button>
    </div>
  );
}
