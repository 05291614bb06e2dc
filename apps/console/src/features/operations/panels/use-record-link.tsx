import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceLink } from '../../../components/place-link';

type Records = 'customers' | 'orders' | 'purchases' | 'fulfillments' | 'cases';

/** Makes the links to what a row is about; nothing where it is about none. */
export function useRecordLink(): (of: Records, id?: string | null, words?: string | null) => ReactNode {
  const { t } = useTranslation('operations');
  return (of, id, words) => id && <PlaceLink to={`/${of}/${id}`}>{words ?? t('open')}</PlaceLink>;
}
