import { Code, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { Chip } from '../../components/chip';
import { Moment } from '../../components/moment';
import { StateView } from '../../components/state-view';
import { formatAge, formatSize } from '../../i18n/formats';
import classes from './admin.module.css';

const SHOWN = 5;
/** One each night, which may take its time. */
const OVERDUE_AFTER_MS = 26 * 3_600_000;

/** What was backed up and when; how it is done. */
export function Backups() {
  const { t } = useTranslation('admin');
  const query = useQuery({
    queryKey: ['admin', 'backups'],
    queryFn: () => answerOf(api.GET('/backups', { params: { query: { limit: SHOWN } } })),
  });
  return (
    <section className={classes.part} aria-label={t('backup.title')}>
      <h2>{t('backup.title')}</h2>
      <p className={classes.about}>{t('backup.what')}</p>
      <p>
        <Code>npm run backup -- --to …</Code>
      </p>
      <StateView query={query} skeleton={<Skeleton height={80} />}>
        {({ items: [newest, ...before] }) =>
          newest === undefined ? (
            <p>
              <Chip tone="caution">{t('backup.none')}</Chip> {t('backup.none_what')}
            </p>
          ) : (
            <>
              <BackupFacts backup={newest} />
              {before.length > 0 && (
                <>
                  <h3 className={classes.earlier}>{t('backup.before')}</h3>
                  <ul className={classes.earlier}>
                    {before.map((backup) => (
                      <li key={backup.id}>
                        <Moment at={backup.snapshotAt} /> · {formatSize(backup.bytes)} · {backup.host}:
                        {backup.folder}
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </>
          )
        }
      </StateView>
    </section>
  );
}

function BackupFacts({ backup }: { backup: View<'BackupView'> }) {
  const { t } = useTranslation('admin');
  const { snapshotAt, finishedAt, bytes, secrets, version, host, folder } = backup;
  const now = new Date();
  const isOverdue = now.getTime() - Date.parse(snapshotAt) > OVERDUE_AFTER_MS;
  return (
    <dl className={classes.facts}>
      <dt>{t('backup.newest')}</dt>
      <dd>
        <Chip tone={isOverdue ? 'caution' : 'good'}>{formatAge(snapshotAt, now)}</Chip>{' '}
        {isOverdue && t('backup.overdue')}
      </dd>
      <dt>{t('backup.snapshot')}</dt>
      <dd>
        <Moment at={snapshotAt} />
      </dd>
      <dt>{t('backup.finished')}</dt>
      <dd>
        <Moment at={finishedAt} />
      </dd>
      <dt>{t('backup.size')}</dt>
      <dd>{formatSize(bytes)}</dd>
      <dt>{t('backup.where')}</dt>
      <dd>
        {host}:{folder}
      </dd>
      <dt>{t('backup.secrets')}</dt>
      <dd>{t(secrets ? 'backup.secrets_in' : 'backup.secrets_apart')}</dd>
      <dt>{t('backup.version')}</dt>
      <dd>{version}</dd>
    </dl>
  );
}
