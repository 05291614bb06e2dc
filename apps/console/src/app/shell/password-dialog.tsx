import { useState } from 'react';
import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import { useCommand } from '../../api/use-command';
import { ErrorPanel } from '../../components/error-panel';

/** Another password of one's own. */
export function PasswordDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const changing = useCommand(
    (body: { currentPassword: string; newPassword: string }) => answerOf(api.PUT('/me/password', { body })),
    {
      onSuccess: () => {
        notifications.show({ message: t('password.changed') });
        close();
      },
    },
  );
  const ready = currentPassword !== '' && newPassword.length >= 8;
  return (
    <Modal
      opened
      onClose={close}
      size={400}
      title={t('password.change')}
      closeButtonProps={{ 'aria-label': t('password.cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !changing.isPending) changing.mutate({ currentPassword, newPassword });
        }}
      >
        <Stack gap="sm">
          <PasswordInput
            label={t('password.current')}
            autoComplete="current-password"
            data-autofocus
            value={currentPassword}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('password.new')}
            description={t('password.form')}
            autoComplete="new-password"
            value={newPassword}
            onChange={(event) => setNew(event.currentTarget.value)}
          />
          {changing.error !== null && <ErrorPanel error={changing.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('password.cancel')}
            </Button>
            <Button type="submit" loading={changing.isPending} disabled={!ready}>
              {t('password.change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
