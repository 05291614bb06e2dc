import { useState } from 'react';
import { PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import { useCommand } from '../../api/use-command';
import { FormDialog } from '../../components/form-dialog';

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
    <FormDialog
      title={t('password.change')}
      size={400}
      command={changing}
      twice
      ready={ready}
      submit={() => changing.mutate({ currentPassword, newPassword })}
      button={t('password.change')}
      leaving={t('password.cancel')}
      onClose={close}
    >
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
    </FormDialog>
  );
}
