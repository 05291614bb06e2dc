import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { Chip } from '../../../../components/chip';
import { Moment } from '../../../../components/moment';
import { Fact, FactGroup } from '../../../../components/record/fact';
import { useSpan } from '../../use-span';

/** What was promised for the case: kept, missed, or how much time is left. */
export function CaseTargets({ targets }: { targets: View<'CasePromisesView'> | null }) {
  const { t } = useTranslation('cases');
  const span = useSpan();
  const promises = (['firstReply', 'resolution'] as const).flatMap((name) => {
    const target = targets?.[name];
    return target ? [{ name, target }] : [];
  });
  if (promises.length === 0) return null;
  return (
    <FactGroup title={t('side.targets')}>
      {promises.map(({ name, target }) => (
        <Fact key={name} label={`${t(`target.${name}`)} · ${span(target.minutes)}`}>
          {target.missedAt ? (
            <Chip tone="bad">{t('target.missed_short')}</Chip>
          ) : target.doneAt ? (
            <Chip tone="good">{t('target.kept')}</Chip>
          ) : (
            <Chip tone={target.warning ? 'caution' : 'plain'}>
              {t('target.left_short', { span: span(target.leftMinutes ?? 0) })}
            </Chip>
          )}{' '}
          {target.doneAt ? <Moment at={target.doneAt} /> : target.dueAt && <Moment at={target.dueAt} />}
        </Fact>
      ))}
    </FactGroup>
  );
}
