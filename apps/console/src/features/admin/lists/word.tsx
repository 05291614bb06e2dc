import { useTranslation } from 'react-i18next';
import type { ChoiceWord } from '../form/field';

/** A value of the API in words. */
export function Word({ of }: { of: ChoiceWord }) {
  const { t } = useTranslation('admin');
  return t(`choice.${of}`);
}
