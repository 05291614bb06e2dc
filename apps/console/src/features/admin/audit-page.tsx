import { MultiSelect, TextInput } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { Empty } from '../../components/empty';
import { Chip } from '../../components/chip';
import { ListPage } from '../../components/lists/list-page';
import { useRows } from '../../components/lists/use-rows';
import { Moment } from '../../components/moment';
import { valueOf, valuesOf } from '../../lib/search-parameters';
import { ChangedValues } from './page/changes';
import classes from './admin.module.css';

type Line = View<'AuditView'>;

const KINDS: readonly Line['kind'][] = [
  'administration_changed',
  'user_created',
  'user_changed',
  'api_key_created',
  'api_key_revoked',
  'password_changed',
  'sign_in_succeeded',
  'sign_in_failed',
  'sign_in_throttled',
  'signed_out',
  'signed_out_everywhere',
  'report_read',
  'export',
];

const aboutOf = ({ details }: Line): string => {
  const { about, operation, username } = details as Partial<Record<string, string>>;
  return about ?? operation ?? username ?? '–';
};

/** Whether nobody knows if it was done: the gateway was killed, or the answer lost. */
const isUnknown = ({ details }: Line): boolean => details.outcome === 'unknown';

/** Who did what: sign-ins, changes of what is administered, reports read and taken away. */
export function AuditPage() {
  const { t } = useTranslation('admin');
  const router = useRouter();
  const search = useSearch({ strict: false });
  const chosen = valueOf(search, 'row');
  const [kind, username, about] = [
    valuesOf(search, 'kind'),
    valueOf(search, 'username'),
    valueOf(search, 'about'),
  ];
  const go = (changes: Record<string, string | string[] | undefined>) =>
    void router.navigate({ to: '.', search: { ...search, ...changes }, replace: true });
  const query = useRows<Line>(
    ['admin', 'audit'],
    (ask) => answerOf(api.GET('/audit', { params: { query: ask } })),
    {
      ...(kind.length === 0 ? {} : { kind }),
      ...(username === undefined ? {} : { username }),
      ...(about === undefined ? {} : { about }),
    },
  );
  const line = query.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === chosen);
  const typed = (name: 'username' | 'about', value: string | undefined) => (
    <TextInput
      aria-label={t(`audit.${name}`)}
      placeholder={t(`audit.${name}`)}
      defaultValue={value}
      onChange={(event) => {
        const text = event.currentTarget.value.trim();
        go({ [name]: text === '' ? undefined : text });
      }}
    />
  );
  return (
    <ListPage
      title={t('list.audit.title')}
      about={t('list.audit.about')}
      filters={
        <>
          <MultiSelect
            aria-label={t('audit.kind')}
            placeholder={kind.length === 0 ? t('audit.kind') : ''}
            data={KINDS.map((one) => ({ value: one, label: t(`audit_kind.${one}`) }))}
            value={kind}
            onChange={(chosenKinds) => go({ kind: chosenKinds })}
          />
          {typed('username', username)}
          {typed('about', about)}
        </>
      }
      query={query}
      idOf={({ id }) => id}
      nameOf={(one) => t(`audit_kind.${one.kind}`)}
      nameTitle={t('audit.kind')}
      columns={[
        { key: 'who', title: t('audit.username'), cell: (one) => one.username },
        { key: 'about', title: t('audit.about'), wideOnly: true, cell: aboutOf },
        {
          key: 'when',
          title: t('audit.when'),
          cell: (one) => (
            <>
              <Moment at={one.time} /> {isUnknown(one) && <Chip tone="caution">{t('audit.not_known')}</Chip>}
            </>
          ),
        },
      ]}
      chosen={chosen}
      onChoose={(id) => go({ row: id })}
      empty={<Empty title={t('audit.none')} />}
      panel={
        line && {
          title: t(`audit_kind.${line.kind}`),
          content: (
            <>
              <dl className={classes.facts}>
                <dt>{t('audit.username')}</dt>
                <dd>{line.username}</dd>
                <dt>{t('audit.when')}</dt>
                <dd>
                  <Moment at={line.time} as="exact" />
                </dd>
                <dt>{t('audit.about')}</dt>
                <dd>{aboutOf(line)}</dd>
                <dt>{t('audit.address')}</dt>
                <dd>{line.address}</dd>
                <dt>{t('audit.request')}</dt>
                <dd>{line.requestId}</dd>
              </dl>
              {isUnknown(line) && (
                <p>
                  <Chip tone="caution">{t('audit.not_known')}</Chip> {t('audit.unknown')}
                </p>
              )}
              <ChangedValues line={line} />
              {/* It scrolls, so keys must reach it. */}
              {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <pre className={classes.values} tabIndex={0}>
                {JSON.stringify(line.details, null, 2)}
              </pre>
            </>
          ),
        }
      }
    />
  );
}
