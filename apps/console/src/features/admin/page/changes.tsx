import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/use-session';
import { Moment } from '../../../components/moment';
import { StateView } from '../../../components/state-view';
import classes from './page.module.css';

/** Who changed something, and to what, the newest first. */
export function Changes({ about }: { about: string }) {
  const { t } = useTranslation('admin');
  const allowed = useMay()('users.manage');
  const query = useQuery({
    queryKey: ['admin', 'changes', about],
    enabled: allowed,
    queryFn: () => answerOf(api.GET('/audit', { params: { query: { about, limit: 20 } } })),
  });
  if (!allowed) return <p className={classes.quiet}>{t('changes.forbidden')}</p>;
  return (
    <StateView
      query={query}
      skeleton={<Skeleton height={60} />}
      empty={{
        when: ({ items }) => items.length === 0,
        show: <p className={classes.quiet}>{t('changes.none')}</p>,
      }}
    >
      {({ items }) => (
        <ol className={classes.changes}>
          {items.map((line) => (
            <li key={line.id} className={classes.change}>
              <div className={classes.who}>
                <span>{line.username}</span>
                <Moment at={line.time} />
              </div>
              <p className={classes.what}>{t(`audit_kind.${line.kind}`)}</p>
              <ChangedValues line={line} />
            </li>
          ))}
        </ol>
      )}
    </StateView>
  );
}

/** What a change was: the fields with the values that they got. */
export function ChangedValues({ line }: { line: View<'AuditView'> }) {
  const { changed } = line.details as { changed?: Record<string, unknown> };
  const entries = Object.entries(changed ?? {});
  if (entries.length === 0) return null;
  return (
    <p className={classes.what}>
      {entries.map(([name, value], index) => (
        <span key={name}>
          {index > 0 && ', '}
          <span className={classes.quiet}>{name}</span>:{' '}
          {typeof value === 'string' ? value : JSON.stringify(value)}
        </span>
      ))}
    </p>
  );
}
