import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage, LANGUAGES, type Language } from '../../i18n/i18n';

export function LanguageChoice() {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('preferences.language')}
      value={currentLanguage()}
      onChange={(language) => void chooseLanguage(language as Language)}
      data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
    />
  );
}
