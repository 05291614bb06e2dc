import { useState } from 'react';
import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CASES } from '../../../api/case-queries';
import { answerOf, api, type View } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import { useCommands } from '../../../commands/use-commands';
import { ErrorPanel } from '../../../components/error-panel';
import { onDemand } from '../../../components/on-demand';
import classes from './list.module.css';

const ResolveDialog = onDemand(() => import('../resolve-dialog').then((it) => it.ResolveDialog));

type Case = View<'CaseView'>;

interface BulkBarProps {
  chosen: readonly Case[];
  onDone: () => void;
}

/** What can be done to all chosen cases at once; each one that is refused says why. */
export function BulkBar({ chosen, onDone }: BulkBarProps) {
  const { t } = useTranslation('cases');
  const [resolving, setResolving] = useState(false);
  const [refused, setRefused] = useState<readonly View<'CaseResultView'>[]>([]);
  const finish = (items: readonly View<'CaseResultView'>[]) => {
    const not = items.filter(({ outcome }) => outcome === 'refused');
    setRefused(not);
    void queryClient.invalidateQueries({ queryKey: [CASES] });
    if (not.length === 0) onDone();
  };
  const taking = useCommand(
    (seen: readonly { id: string; responsibleId: string | null }[], key) =>
      answerOf(
        api.POST('/cases/take', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ids: seen.map(({ id }) => id), seen: [...seen] },
        }),
      ),
    { onSuccess: ({ items }) => finish(items) },
  );
  const take = () =>
    taking.mutate(chosen.map(({ id, responsible }) => ({ id, responsibleId: responsible?.id ?? null })));
  useCommands([
    { id: 'cases.take_chosen', title: t('bulk.take'), group: t('title'), keys: 't', run: take },
    {
      id: 'cases.resolve_chosen',
      title: t('bulk.resolve'),
      group: t('title'),
      keys: 'e',
      run: () => setResolving(true),
    },
  ]);
  return (
    <div className={classes.bulk} role="group" aria-label={t('bulk.title')}>
      <div className={classes.line}>
        <b>{t('bulk.chosen', { count: chosen.length })}</b>
        <span className={classes.chips}>
          <Button loading={taking.isPending} onClick={take}>
            {t('take')}
          </Button>
          <Button variant="default" onClick={() => setResolving(true)}>
            {t('resolve.button')}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t('bulk.clear')}
          </Button>
        </span>
      </div>
      {taking.error !== null && <ErrorPanel error={taking.error} command="once" />}
      {refused.length > 0 && (
        <Alert role="alert" color="red" variant="light" p="xs" title={t('bulk.refused')}>
          <ul className={classes.refused}>
            {refused.map(({ id, detail }) => (
              <li key={id}>
                <b>{chosen.find((one) => one.id === id)?.number}</b> {detail}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {resolving && <ResolveDialog cases={chosen} onClose={() => setResolving(false)} onResolved={finish} />}
    </div>
  );
}
