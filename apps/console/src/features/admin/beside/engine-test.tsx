import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import { Chip } from '../../../components/chip';
import { ErrorPanel } from '../../../components/error-panel';
import { Moment } from '../../../components/moment';
import classes from './beside.module.css';

const LOOK_EVERY_MS = 2_000;

/** Whether there is a message that was not acknowledged yet. */
function waits(test: View<'EngineTestView'> | undefined): boolean {
  return test?.state === 'waiting' || test?.state === 'sent';
}

/** Sends a test message to an engine, and shows whether the engine has acknowledged the last one. */
export function EngineTest({ id }: { id: string }) {
  const { t } = useTranslation('admin');
  const key = ['admin', 'engine-test', id];
  const last = useQuery({
    queryKey: key,
    queryFn: () => answerOf(api.GET('/billing-engines/{id}/test', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (waits(state.data) ? LOOK_EVERY_MS : false),
  });
  const test = useCommand(async (_nothing: undefined, idempotencyKey) => {
    const params = { path: { id }, header: { 'Idempotency-Key': idempotencyKey } };
    const sent = await answerOf(api.POST('/billing-engines/{id}/test', { params }));
    queryClient.setQueryData(key, sent);
    return sent;
  });
  /** Without an answer it may have been sent all the same. */
  const lookAgain = () => void queryClient.invalidateQueries({ queryKey: key });
  const shown = last.data;
  return (
    <>
      <div className={classes.test}>
        <Button
          variant="default"
          loading={test.isPending}
          onClick={() => test.mutate(undefined, { onError: lookAgain })}
        >
          {t('engine.test')}
        </Button>
      </div>
      <div role="status" className={classes.outcome}>
        {shown?.askedAt && (
          <>
            <Chip tone={waits(shown) ? 'caution' : 'good'}>
              {t(waits(shown) ? 'engine.not_acknowledged' : 'engine.acknowledged')}
            </Chip>{' '}
            <Moment at={shown.acknowledgedAt ?? shown.askedAt} />
          </>
        )}
      </div>
      {test.error !== null && <ErrorPanel error={test.error} command="once" />}
    </>
  );
}
