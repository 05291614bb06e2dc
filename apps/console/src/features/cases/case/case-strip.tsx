import { ActionIcon, Tooltip } from '@mantine/core';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { ActionButtons } from '../../../components/actions/action-buttons';
import { CaseStatusChip, PriorityChip, TargetChip } from '../case-chips';
import { useCaseSearch } from '../case-search';
import type { CaseActions } from './use-case-actions';
import classes from './case.module.css';

interface CaseStripProps {
  subject: View<'CaseDetailView'>;
  actions: CaseActions;
  present: readonly View<'CasePresenceView'>[];
}

/** What case it is, how it stands, who else is at it, and what can be done. */
export function CaseStrip({ subject, actions, present }: CaseStripProps) {
  const { t } = useTranslation('cases');
  const { open } = useCaseSearch();
  const first = [
    'cases.take',
    ...(subject.status === 'open' || subject.status === 'pending' ? ['cases.resolve'] : ['cases.reopen']),
  ];
  return (
    <header className={classes.strip}>
      <div className={classes.titleLine}>
        <Tooltip label={t('back')}>
          <ActionIcon aria-label={t('back')} onClick={() => open(undefined)}>
            <ArrowLeft size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <h1>{subject.subject}</h1>
      </div>
      <div className={classes.stateLine}>
        <span className={classes.number}>{subject.number}</span>
        <CaseStatusChip status={subject.status} />
        <PriorityChip priority={subject.priority} />
        <TargetChip of={subject} />
        <span className={classes.quiet}>
          {subject.responsible
            ? t('responsible_is', { name: subject.responsible.username ?? subject.responsible.id })
            : t('nobody')}
        </span>
        <span className={classes.present} role="status">
          {present.map(({ id, username, typing }) => (
            <span key={id} data-typing={typing || undefined}>
              {t(typing ? 'presence.types' : 'presence.looks', { name: username })}
            </span>
          ))}
        </span>
        <span className={classes.acts}>
          <ActionButtons actions={actions.actions} of={subject.number} first={first} />
        </span>
      </div>
    </header>
  );
}
