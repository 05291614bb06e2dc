import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';

export function PageMissing() {
  const { t } = useTranslation();
  return (
    <Empty title={t('page.missing')} action={<Anchor href="/">{t('page.to_start')}</Anchor>}>
      {t('page.missing_why')}
    </Empty>
  );
}
