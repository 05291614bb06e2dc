import { useEffect, useMemo } from 'react';
import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query-client';
import { useSession } from '../api/use-session';
import { listenToKeys } from '../commands/keys';
import { fetchAhead, onDemand } from '../components/on-demand';
import { styleNonce } from '../lib/style-nonce';
import { router } from './router';
import { SignInPage } from './session/sign-in-page';
import { Unreachable } from './session/unreachable';
import { colorSchemeManager, cssVariables, theme } from './theme';

const Notifications = onDemand(() => import('./shell/notifications').then((it) => it.Notifications));
const SignInDialog = onDemand(() => import('./session/sign-in-dialog').then((it) => it.SignInDialog));

export function App() {
  const { t } = useTranslation();
  useEffect(listenToKeys, []);
  useEffect(fetchAhead, []);
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
        <Notifications />
        <Door />
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
