import { useState } from 'react';
import { Button, Group, PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';
import { DialogButton } from '../../../components/actions/dialog-button';
import { useDialog } from '../../../components/actions/use-dialog';
import { PanelSection } from '../../../components/lists/list-page';

/** Signs somebody out everywhere, or gives them a new password. */
export function UserSessions({ row }: { row: View<'UserView'> }) {
  const { t } = useTranslation('admin');
  const { dialog, open } = useDialog();
  if (row.accessLevel === 'api_user') return null;
  const facts = [[t('field.username'), row.username]] as const;
  return (
    <PanelSection title={t('user.sessions')}>
      <Group gap={8}>
        <DialogButton
          title={t('user.sign_out')}
          facts={facts}
          reason="none"
          consequence={t('user.sign_out_what')}
          button={t('user.sign_out')}
          send={() => answerOf(api.DELETE('/users/{id}/sessions', { params: { path: { id: row.id } } }))}
          done={() => t('user.signed_out')}
        />
        <Button variant="default" onClick={() => open((close) => <PasswordDialog row={row} close={close} />)}>
          {t('user.new_password')}
        </Button>
      </Group>
      {dialog}
    </PanelSection>
  );
}

function PasswordDialog({ row, close }: { row: View<'UserView'>; close: () => void }) {
  const { t } = useTranslation('admin');
  const [password, setPassword] = useState('');
  return (
    <ActionDialog
      title={t('user.new_password')}
      facts={[[t('field.username'), row.username]]}
      reason="none"
      consequence={t('user.new_password_what')}
      button={t('user.new_password')}
      ready={password !== ''}
      input={password}
      send={() =>
        answerOf(api.PUT('/users/{id}/password', { params: { path: { id: row.id } }, body: { password } }))
      }
      done={() => t('user.password_set')}
      onClose={close}
    >
      <PasswordInput
        label={t('field.password')}
        autoComplete="new-password"
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': t('form.show_password'), 'aria-hidden': false }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
