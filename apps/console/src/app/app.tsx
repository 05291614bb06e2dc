import { useEffect, useMemo } from 'react';
import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query-client';
import { useSession } from '../api/use-session';
import { listenToKeys } from '../commands/keys';
import { styleNonce } from '../lib/style-nonce';
import { router } from './router';
import { SignInDialog } from './session/sign-in-dialog';
import { SignInPage } from './session/sign-in-page';
import { Unreachable } from './session/unreachable';
import { colorSchemeManager, cssVariables, theme } from './theme';

export function App() {
  const { t } = useTranslation();
  useEffect(listenToKeys, []);
  // Whoever shows one: what closes it has a name.
  const close = t('shell.close');
  const spoken = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': close } } } },
      }),
    [close],
  );
  return (
    <MantineProvider
      theme={spoken}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <ModalsProvider>
          <Notifications position="bottom-center" />
          <Door />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** The pages for who is signed in, the sign-in for everybody else. */
function Door() {
  const session = useSession();
  switch (session.is) {
    case 'unknown':
      return null;
    case 'unreachable':
      return <Unreachable error={session.error} />;
    case 'signed-out':
      return <SignInPage />;
    case 'signed-in':
      return (
        <>
          <RouterProvider router={router} />
          {session.expired && <SignInDialog />}
        </>
      );
  }
}
