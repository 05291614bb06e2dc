import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { Chip, type ChipTone } from '../../components/chip';
import { formatMoment } from '../../i18n/formats';
import { useSpan } from './use-span';

type Case = View<'CaseView'>;

const STATUS_TONES: Record<Case['status'], ChipTone> = {
  open: 'accent',
  pending: 'caution',
  resolved: 'good',
  closed: 'plain',
};

export function CaseStatusChip({ status }: { status: Case['status'] }) {
  const { t } = useTranslation('cases');
  return <Chip tone={STATUS_TONES[status]}>{t(`status.${status}`)}</Chip>;
}

/** Only what is out of the ordinary: a normal priority needs no chip. */
export function PriorityChip({ priority }: { priority: Case['priority'] }) {
  const { t } = useTranslation('cases');
  if (priority === 'normal') return null;
  return (
    <Chip tone={priority === 'urgent' ? 'bad' : priority === 'high' ? 'caution' : 'plain'}>
      {t(`priority.${priority}`)}
    </Chip>
  );
}

/** What is promised next, and how much time is left to it; nothing where all is kept or nothing was promised. */
export function TargetChip({ of }: { of: Pick<Case, 'targets' | 'status'> }) {
  const { t } = useTranslation('cases');
  const span = useSpan();
  if (of.status === 'resolved' || of.status === 'closed') return null;
  const promises = [
    ['firstReply', of.targets?.firstReply],
    ['resolution', of.targets?.resolution],
  ] as const;
  const [name, next] = promises.find(([, target]) => target && !target.doneAt) ?? [];
  if (name === undefined || !next) return null;
  const due = next.dueAt ? formatMoment(next.dueAt, 'exact') : '';
  const what = t(`target.${name}`);
  if (next.missedAt)
    return (
      <span title={`${what}: ${due}`}>
        <Chip tone="bad">{t('target.missed', { what })}</Chip>
      </span>
    );
  if (next.leftMinutes === null || next.leftMinutes === undefined) return null;
  return (
    <span title={`${what}: ${due}`}>
      <Chip tone={next.warning ? 'caution' : 'plain'}>
        {t('target.left', { what, span: span(next.leftMinutes) })}
      </Chip>
    </span>
  );
}
