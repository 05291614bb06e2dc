import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { Chip } from '../../../components/chip';

const TONES = {
  waiting: 'caution',
  trying: 'accent',
  succeeded: 'good',
  exhausted: 'bad',
  removed: 'plain',
} as const;

/** How far a queued refund is. */
export function QueueStatus({ status }: Pick<View<'RefundQueueEntryView'>, 'status'>) {
  const { t } = useTranslation('operations');
  return <Chip tone={TONES[status]}>{t(`queue_status.${status}`)}</Chip>;
}
