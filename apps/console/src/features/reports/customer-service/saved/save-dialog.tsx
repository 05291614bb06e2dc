import { useState } from 'react';
import { Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { useCommand } from '../../../../api/use-command';
import { FormDialog } from '../../../../components/form-dialog';
import { savedQuery } from '../report-queries';
import { filterOf } from '../report-search';
import { useReport } from '../use-report';

/** Keeps the filter as it stands, under a name. */
export function SaveDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useCommand(
    (body: View<'CreateSavedReportInput'>, key) =>
      answerOf(
        api.POST('/reports/customer-service/saved', { body, params: { header: { 'Idempotency-Key': key } } }),
      ),
    {
      onSuccess: async () => {
        await client.invalidateQueries(savedQuery);
        notifications.show({ message: t('saved.done', { name }) });
        close();
      },
    },
  );
  return (
    <FormDialog
      title={t('saved.save')}
      command={save}
      ready={true}
      submit={() => save.mutate({ name, shared, filter: filterOf(search) })}
      button={t('saved.save_now')}
      leaving={t('saved.keep')}
      onClose={close}
    >
      <TextInput
        label={t('saved.name')}
        required
        withAsterisk={false}
        maxLength={100}
        data-autofocus
        value={name}
        error={save.error?.faultOf('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Switch
        label={t('saved.share')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
