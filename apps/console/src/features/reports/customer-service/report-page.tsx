import { useTranslation } from 'react-i18next';

/** Reports → Call Center → Customer Service. */
export function ReportPage() {
  const { t } = useTranslation('reports');
  return <h1>{t('title')}</h1>;
}
