import { useState } from 'react';
import { Button, Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { useCommand } from '../../api/use-command';
import { useMay } from '../../api/use-session';
import { ErrorPanel } from '../../components/error-panel';
import { PageHead } from '../../components/page-head';
import { StateView } from '../../components/state-view';
import { changesOf, type Draft, type Field } from './form/field';
import { FieldSet } from './form/field-set';
import { Changes } from './page/changes';
import classes from './admin.module.css';

const FIELDS: readonly Field<View<'ChangeSettingsInput'>>[] = [
  { name: 'notifyEmails', kind: 'words', hint: 'notify_emails' },
  { name: 'timeZone', kind: 'text', hint: 'time_zone', needed: true },
  { name: 'authorisationDays', kind: 'number', hint: 'authorisation_days', needed: true },
  { name: 'consentReminderDays', kind: 'number', hint: 'consent_days' },
  { name: 'blacklistPlusAddresses', kind: 'switch', hint: 'plus_addresses' },
];

const KEY = ['admin', 'settings'];

/** What holds for the whole company. */
export function SettingsPage() {
  const { t } = useTranslation('admin');
  const query = useQuery({ queryKey: KEY, queryFn: () => answerOf(api.GET('/settings')) });
  return (
    <div className={classes.single}>
      <PageHead title={t('list.settings.title')} />
      <p className={classes.about}>{t('list.settings.about')}</p>
      <StateView query={query} skeleton={<Skeleton height={260} />}>
        {(settings) => <SettingsForm key={settings.version} settings={settings} />}
      </StateView>
      <section className={classes.part} aria-label={t('changes.title')}>
        <h2>{t('changes.title')}</h2>
        <Changes about="/settings" />
      </section>
    </div>
  );
}

function SettingsForm({ settings }: { settings: View<'SettingsView'> }) {
  const { t } = useTranslation('admin');
  const editable = useMay()('settings.change');
  const [draft, setDraft] = useState<Draft>({ ...settings });
  const changes = changesOf(FIELDS, { ...settings }, draft);
  const saving = useCommand(
    (body: View<'ChangeSettingsInput'>, key) =>
      answerOf(
        api.PATCH('/settings', {
          params: { header: { 'Idempotency-Key': key, 'If-Match': `"${String(settings.version)}"` } },
          body,
        }),
      ),
    {
      onSuccess: (saved) => {
        queryClient.setQueryData(KEY, saved);
        notifications.show({ message: t('form.saved') });
        return queryClient.invalidateQueries({ queryKey: ['admin', 'changes'] });
      },
    },
  );
  return (
    <form
      aria-label={t('list.settings.title')}
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate(changes);
      }}
    >
      <FieldSet
        fields={FIELDS}
        draft={draft}
        onChange={setDraft}
        isNew={false}
        disabled={!editable}
        faultOf={(field) => saving.error?.faultOf(field)}
      />
      {saving.error !== null && <ErrorPanel error={saving.error} command="once" />}
      <div className={classes.buttons}>
        <Button
          type="submit"
          loading={saving.isPending}
          disabled={!editable || Object.keys(changes).length === 0}
        >
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}
