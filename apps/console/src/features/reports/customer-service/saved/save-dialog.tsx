import { useState } from 'react';
import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { useCommand } from '../../../../api/use-command';
import { ErrorPanel } from '../../../../components/error-panel';
import { savedQuery } from '../report-queries';
import { filterOf } from '../report-search';
import { useReport } from '../use-report';

/** Keeps the filter as it stands, under a name. */
export function SaveDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('reports');
  const { t: app } = useTranslation();
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
    <Modal
      opened
      onClose={close}
      title={t('saved.save')}
      closeButtonProps={{ 'aria-label': app('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name, shared, filter: filterOf(search) });
        }}
      >
        <Stack gap="sm">
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
          {save.error !== null && <ErrorPanel error={save.error} command="once" />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('saved.keep')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('saved.save_now')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
