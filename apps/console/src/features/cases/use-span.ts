import { useTranslation } from 'react-i18next';

const HOUR = 60;

/** `2 h 10 min` of business time. */
export function useSpan(): (minutes: number) => string {
  const { t } = useTranslation('cases');
  return (minutes) => {
    const hours = Math.floor(minutes / HOUR);
    const rest = minutes % HOUR;
    if (hours === 0) return t('target.minutes', { minutes: rest });
    return hours < 10 && rest > 0
      ? t('target.hours_minutes', { hours, minutes: rest })
      : t('target.hours', { hours });
  };
}
