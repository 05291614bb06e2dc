import { useState, type ReactNode } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { caseChanged } from '../../../api/case-queries';
import { answerOf, api, type View } from '../../../api/client';
import { useCommand } from '../../../api/use-command';
import { useMay, useMe } from '../../../api/use-session';
import { commandRegistry, type Command } from '../../../commands/registry';
import { useCommands } from '../../../commands/use-commands';
import type { RowAction } from '../../../components/actions/row-action';
import { useDialog } from '../../../components/actions/use-dialog';
import { notifyFailure } from '../../../components/notify-failure';
import { onDemand } from '../../../components/on-demand';

const ResolveDialog = onDemand(() => import('../resolve-dialog').then((it) => it.ResolveDialog));
const MergeDialog = onDemand(() => import('./merge-dialog').then((it) => it.MergeDialog));
const StepDialog = onDemand(() => import('./step-dialog').then((it) => it.StepDialog));
const TagDialog = onDemand(() => import('./tag-dialog').then((it) => it.TagDialog));

export interface CaseActions {
  actions: readonly RowAction[];
  dialog: ReactNode;
  /** Why the case could not be taken, if so. */
  refusal: string | undefined;
}

/** What can be done with a case, as buttons and by keys. */
export function useCaseActions(subject: View<'CaseDetailView'>): CaseActions {
  const { t } = useTranslation('cases');
  const { user } = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const { dialog, open } = useDialog();
  const [refusal, setRefusal] = useState<string>();
  const taking = useCommand(
    ({ id, responsible }: View<'CaseDetailView'>, key) =>
      answerOf(
        api.POST('/cases/take', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ids: [id], seen: [{ id, responsibleId: responsible?.id ?? null }] },
        }),
      ),
    {
      onSuccess: ({ items: [result] }) => {
        setRefusal(result?.outcome === 'refused' ? (result.detail ?? result.code ?? '') : undefined);
        caseChanged(subject);
      },
    },
  );
  const setting = useCommand(
    (status: 'open' | 'pending', key) =>
      answerOf(
        api.PATCH('/cases/{id}', {
          params: {
            path: { id: subject.id },
            header: { 'If-Match': `"${String(subject.version)}"`, 'Idempotency-Key': key },
          },
          body: { status },
        }),
      ),
    { onSuccess: () => caseChanged(subject) },
  );
  const unresolved = subject.status === 'open' || subject.status === 'pending';
  const work = may('cases.work') ? undefined : t('may_not');
  const finished = unresolved ? work : t('already', { status: t(`status.${subject.status}`) });
  const mine = subject.responsible?.id === user.id;
  const other = subject.responsible?.username;
  const resolvedOne = () => {
    caseChanged(subject);
    // Resolve and next: the list knows which one that is.
    commandRegistry.find('cases.next')?.run();
  };
  const actions: (RowAction & Pick<Command, 'keys'>)[] = [
    {
      id: 'cases.take',
      label: !mine && other ? t('take_from', { name: other }) : t('take'),
      keys: 't',
      disabled: mine ? t('yours') : work,
      run: () => taking.mutate(subject, { onError: notifyFailure }),
    },
    {
      id: 'cases.resolve',
      label: t('resolve.button'),
      keys: 'e',
      disabled: finished,
      run: () =>
        open((close) => <ResolveDialog cases={[subject]} onClose={close} onResolved={resolvedOne} />),
    },
    {
      id: 'cases.tag',
      label: t('tag.title'),
      keys: '#',
      disabled: work,
      run: () => open((close) => <TagDialog subject={subject} onClose={close} />),
    },
    {
      id: 'cases.pending',
      label: t('step.pending'),
      disabled: subject.status === 'open' ? work : t('only_open'),
      run: () => setting.mutate('pending', { onError: notifyFailure }),
    },
    {
      id: 'cases.open',
      label: t('step.open'),
      disabled: subject.status === 'pending' ? work : t('only_pending'),
      run: () => setting.mutate('open', { onError: notifyFailure }),
    },
    {
      id: 'cases.reopen',
      label: t('step.reopen'),
      disabled: subject.mergedInto
        ? t('merged_closed')
        : unresolved
          ? t('already', { status: t(`status.${subject.status}`) })
          : work,
      run: () => open((close) => <StepDialog step="reopen" subject={subject} onClose={close} />),
    },
    {
      id: 'cases.close',
      label: t('step.close'),
      disabled: subject.status === 'closed' ? t('already', { status: t('status.closed') }) : work,
      run: () => open((close) => <StepDialog step="close" subject={subject} onClose={close} />),
    },
    {
      id: 'cases.record',
      label: t('record'),
      disabled: work,
      run: () =>
        void navigate({
          to: '/service-records',
          search: { start: subject.customer.id, case: subject.id } as never,
        }),
    },
    {
      id: 'cases.merge',
      label: t('merge.title'),
      disabled: subject.mergedInto ? t('merged_closed') : work,
      run: () => open((close) => <MergeDialog subject={subject} onClose={close} />),
    },
  ];
  useCommands(
    actions.map(({ id, label, keys, disabled, run }) => ({
      id,
      title: label,
      group: t('kind'),
      ...(keys === undefined ? {} : { keys }),
      ...(disabled === undefined ? {} : { disabled }),
      run,
    })),
  );
  return { actions, dialog, refusal };
}
