import { Button, Progress, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import { answerOf, api, type View } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { useMay } from '../../api/use-session';
import { ActionDialog } from '../../components/actions/action-dialog';
import { useDialog } from '../../components/actions/use-dialog';
import { Chip } from '../../components/chip';
import { Moment } from '../../components/moment';
import { PageHead } from '../../components/page-head';
import { StateView } from '../../components/state-view';
import { formatNumber } from '../../i18n/formats';
import classes from './admin.module.css';
import { Backups } from './backups';

const KEY = ['admin', 'rebuild'];

/** The report's store and how it is made anew; what was backed up and when. */
export function SystemPage() {
  const { t } = useTranslation('admin');
  const may = useMay();
  const { dialog, open } = useDialog();
  const query = useQuery({
    queryKey: KEY,
    // There is none before the first one: that is an answer as well.
    queryFn: () =>
      answerOf(api.GET('/reports/customer-service/rebuild')).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1500 : false),
  });
  const again = () => void queryClient.invalidateQueries({ queryKey: KEY });
  const running = query.data?.state === 'running';
  return (
    <div className={classes.single}>
      <PageHead title={t('list.system.title')} />
      <p className={classes.about}>{t('list.system.about')}</p>
      <section className={classes.part} aria-label={t('rebuild.title')}>
        <h2>{t('rebuild.title')}</h2>
        <p className={classes.about}>{t('rebuild.what')}</p>
        <StateView query={query} skeleton={<Skeleton height={80} />}>
          {(rebuild) => (rebuild === null ? <p>{t('rebuild.never')}</p> : <RebuildState rebuild={rebuild} />)}
        </StateView>
        <div className={classes.buttons}>
          <Button
            variant="default"
            disabled={!may('operations.change') || query.data === undefined}
            onClick={() =>
              open((close) => (
                <ActionDialog
                  title={t(running ? 'rebuild.cancel' : 'rebuild.start')}
                  facts={[]}
                  reason="none"
                  consequence={t(running ? 'rebuild.cancel_what' : 'rebuild.start_what')}
                  button={t(running ? 'rebuild.cancel' : 'rebuild.start')}
                  danger={running}
                  send={(_reason, key) => {
                    const params = { params: { header: { 'Idempotency-Key': key } } };
                    return running
                      ? answerOf(api.DELETE('/reports/customer-service/rebuild', params))
                      : answerOf(api.POST('/reports/customer-service/rebuild', params));
                  }}
                  done={() => t(running ? 'rebuild.cancelled' : 'rebuild.started')}
                  onDone={again}
                  onClose={close}
                />
              ))
            }
          >
            {t(running ? 'rebuild.cancel' : 'rebuild.start')}
          </Button>
        </div>
      </section>
      <Backups />
      {dialog}
    </div>
  );
}

const TONES = { running: 'accent', done: 'good', failed: 'bad', cancelled: 'plain' } as const;

function RebuildState({ rebuild }: { rebuild: View<'RebuildView'> }) {
  const { t } = useTranslation('admin');
  return (
    <dl className={classes.facts}>
      <dt>{t('form.state')}</dt>
      <dd>
        <Chip tone={TONES[rebuild.state]}>{t(`rebuild.state.${rebuild.state}`)}</Chip> {rebuild.trouble}
      </dd>
      <dt>{t('rebuild.asked')}</dt>
      <dd>
        <Moment at={rebuild.askedAt} />
      </dd>
      {rebuild.finishedAt && (
        <>
          <dt>{t('rebuild.finished')}</dt>
          <dd>
            <Moment at={rebuild.finishedAt} />
          </dd>
        </>
      )}
      <dt>{t('rebuild.applied')}</dt>
      <dd>
        {formatNumber(rebuild.applied)} / {formatNumber(rebuild.of)}
        {rebuild.state === 'running' && (
          <Progress value={rebuild.progress * 100} aria-label={t('rebuild.applied')} mt={6} />
        )}
      </dd>
    </dl>
  );
}
