import { useState } from 'react';
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import { signIn } from './restore-session';

interface SignInFormProps {
  /** The person who was signed in, where the session ended by time. */
  username?: string;
}

export function SignInForm({ username: known }: SignInFormProps) {
  const { t } = useTranslation();
  const [username, setUsername] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const entering = useMutation({ mutationFn: () => signIn(username, password) });
  return (
    <form
      aria-label={t('session.sign_in')}
      onSubmit={(event) => {
        event.preventDefault();
        entering.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          size="sm"
          label={t('session.username')}
          name="username"
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus={known === undefined || undefined}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('session.password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus={known !== undefined || undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {entering.error !== null && (
          <Alert color="red" variant="light" role="alert" p="xs">
            {entering.error instanceof ApiError && entering.error.code === 'network'
              ? t('error.network')
              : entering.error.message}
          </Alert>
        )}
        <Button type="submit" size="sm" loading={entering.isPending} fullWidth>
          {t('session.sign_in')}
        </Button>
      </Stack>
    </form>
  );
}
