import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { session } from '../../api/session';
import { useMe } from '../../api/use-session';
import { SignInForm } from './sign-in-form';

/** Over the page whose session ended by time: everything typed stands there, and goes on once signed in again. */
export function SignInDialog() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      title={t('session.expired_title')}
      size="sm"
      zIndex={1000}
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('session.expired')}
      </Text>
      <SignInForm username={me.user.username} />
      <Group justify="center" mt="sm">
        <Button variant="subtle" color="gray" onClick={() => session.leave()}>
          {t('session.leave')}
        </Button>
      </Group>
    </Modal>
  );
}
