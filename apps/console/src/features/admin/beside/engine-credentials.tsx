import { useState } from 'react';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { useMay } from '../../../api/use-session';
import { ActionDialog } from '../../../components/actions/action-dialog';
import { useDialog } from '../../../components/actions/use-dialog';
import { Chip } from '../../../components/chip';
import { Facts } from '../../../components/lists/facts';
import { PanelSection } from '../../../components/lists/list-page';
import { Moment } from '../../../components/moment';
import { PlaceLink } from '../../../components/place-link';
import { StateView } from '../../../components/state-view';
import { NumberField } from '../../../components/number-field';
import { SecretBox } from '../page/secret-box';
import { EngineTest } from './engine-test';
import classes from './beside.module.css';

type Engine = View<'BillingEngineView'>;

/** How an engine signs in to NATS, and whether it was heard. */
export function EngineCredentials({ row }: { row: Engine }) {
  const { t } = useTranslation('admin');
  const may = useMay();
  const manages = may('parties.manage');
  const [made, setMade] = useState<View<'EngineCredentialsView'>>();
  const { dialog, open } = useDialog();
  const key = ['admin', 'engine-credentials', row.id];
  const query = useQuery({
    queryKey: key,
    enabled: manages,
    queryFn: () =>
      answerOf(api.GET('/billing-engines/{id}/credentials', { params: { path: { id: row.id } } })),
  });
  // Until its first message came, it is looked for.
  const heard = useQuery({
    queryKey: ['admin', 'engine-heard', row.id],
    queryFn: () => answerOf(api.GET('/billing-engines/{id}', { params: { path: { id: row.id } } })),
    refetchInterval: ({ state }) => (state.data?.heardAt ? false : 3000),
  }).data;
  const heardAt = heard?.heardAt ?? row.heardAt;
  const again = () => void queryClient.invalidateQueries({ queryKey: key });
  return (
    <>
      <PanelSection title={t('engine.messages')}>
        <Facts
          facts={[
            [t('engine.publishes_on'), <code key="on">{row.publishesOn}</code>],
            [
              t('engine.subscribes_to'),
              row.subscribesTo.map((subject) => <code key={subject}>{subject}</code>),
            ],
            [
              t('field.heardAt'),
              <span key="at" role="status">
                {heardAt ? <Moment at={heardAt} /> : <Chip tone="caution">{t('engine.waiting')}</Chip>}
              </span>,
            ],
          ]}
        />
        <PlaceLink to={`/operations/intake-rejections?engine=${row.name}`}>
          {t('engine.rejections')}
        </PlaceLink>
        {manages && !row.retired && <EngineTest id={row.id} />}
      </PanelSection>
      {manages && (
        <PanelSection title={t('engine.credentials')}>
          {made?.credentials && (
            <SecretBox
              secrets={[
                { name: 'credentials', value: made.credentials, file: `${row.name}.creds` },
                { name: 'inbox_prefix', value: made.inboxPrefix },
              ]}
              onSeen={() => setMade(undefined)}
            />
          )}
          <StateView query={query} skeleton={<Skeleton height={40} />}>
            {({ items }) => (
              <ul className={classes.rows}>
                {items.map((one) => (
                  <li key={one.id}>
                    <span>
                      <code>{one.userKey.slice(0, 10)}…</code>{' '}
                      <Chip tone={one.state === 'good' ? 'good' : 'plain'}>
                        {t(`credential.${one.state}`)}
                      </Chip>
                      <small>
                        <Moment at={one.issuedAt} /> · {one.issuedBy}
                        {one.reason && ` · ${one.reason}`}
                      </small>
                    </span>
                    {one.state === 'good' && (
                      <Button
                        variant="default"
                        onClick={() =>
                          open((close) => (
                            <ActionDialog
                              title={t('engine.revoke')}
                              facts={[[t('engine.user_key'), one.userKey.slice(0, 10)]]}
                              reason="none"
                              consequence={t('engine.revoke_what')}
                              button={t('engine.revoke')}
                              danger
                              send={() =>
                                answerOf(
                                  api.DELETE('/billing-engines/{id}/credentials/{credentialId}', {
                                    params: {
                                      path: { id: row.id, credentialId: one.id },
                                    },
                                  }),
                                )
                              }
                              done={() => t('engine.revoked')}
                              onDone={again}
                              onClose={close}
                            />
                          ))
                        }
                      >
                        {t('engine.revoke')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </StateView>
          <Button
            variant="default"
            onClick={() =>
              open((close) => (
                <IssueDialog
                  engine={row}
                  close={close}
                  onMade={(credentials) => {
                    setMade(credentials);
                    again();
                  }}
                />
              ))
            }
          >
            {t('engine.issue')}
          </Button>
        </PanelSection>
      )}
      {dialog}
    </>
  );
}

interface IssueDialogProps {
  engine: Engine;
  close: () => void;
  onMade: (credentials: View<'EngineCredentialsView'>) => void;
}

/** Further credentials, and how long those before still work. */
function IssueDialog({ engine, close, onMade }: IssueDialogProps) {
  const { t } = useTranslation('admin');
  const [overlap, setOverlap] = useState<number | string>(24);
  return (
    <ActionDialog
      title={t('engine.issue')}
      facts={[[t('form.name'), engine.name]]}
      reason="optional"
      consequence={t('engine.issue_what')}
      button={t('engine.issue')}
      ready={overlap === '' || typeof overlap === 'number'}
      input={overlap}
      twice
      send={(reason) =>
        answerOf(
          api.POST('/billing-engines/{id}/credentials', {
            params: { path: { id: engine.id } },
            body: {
              ...(reason === '' ? {} : { reason }),
              ...(overlap === '' ? {} : { overlapHours: Number(overlap) }),
            },
          }),
        )
      }
      done={() => t('engine.issued')}
      onDone={onMade}
      onClose={close}
    >
      <NumberField label={t('engine.overlap')} min={0} max={720} value={overlap} onChange={setOverlap} />
    </ActionDialog>
  );
}
