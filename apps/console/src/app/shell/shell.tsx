import { Suspense, useState } from 'react';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/use-session';
import { useCommands } from '../../commands/use-commands';
import { MissingParts } from '../../components/missing-parts';
import { onDemand } from '../../components/on-demand';
import { placesOf } from '../navigation';
import { signOut } from '../session/restore-session';
import { Navigation } from './navigation';
import { ConnectionLine } from './connection-line';
import { TopBar } from './top-bar';
import classes from './shell.module.css';

const Palette = onDemand(() => import('../commands/palette').then((it) => it.Palette));
const ShortcutsSheet = onDemand(() => import('../commands/shortcuts-sheet').then((it) => it.ShortcutsSheet));
const NavigationDrawer = onDemand(() => import('./navigation-drawer').then((it) => it.NavigationDrawer));

/** What stands around every page: navigation at the left, search and person at the top. */
export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const router = useRouter();
  const [menuOpen, menu] = useDisclosure(false);
  const [over, setOver] = useState<'palette' | 'shortcuts'>();
  const close = () => setOver(undefined);

  useCommands([
    {
      id: 'app.search',
      title: t('commands.search'),
      group: t('commands.group'),
      keys: 'mod+k',
      run: () => setOver('palette'),
    },
    {
      id: 'app.search_key',
      title: t('commands.search'),
      group: '',
      keys: '/',
      run: () => setOver('palette'),
    },
    {
      id: 'app.shortcuts',
      title: t('commands.shortcuts'),
      group: t('commands.group'),
      keys: '?',
      run: () => setOver('shortcuts'),
    },
    ...placesOf(me).map((place) => ({
      id: `go.${place.name}`,
      title: t('commands.go', { place: t(`navigation.${place.name}`) }),
      group: t('commands.go_group'),
      ...(place.keys === undefined ? {} : { keys: place.keys }),
      run: () => void router.navigate({ to: place.to }),
    })),
    {
      id: 'app.sign_out',
      title: t('session.sign_out'),
      group: t('commands.group'),
      run: () => void signOut(),
    },
  ]);

  return (
    <div className={classes.shell}>
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <aside className={classes.side}>
        <Navigation />
      </aside>
      <TopBar
        onMenu={menu.open}
        onSearch={() => setOver('palette')}
        onShortcuts={() => setOver('shortcuts')}
      />
      <main id="page" tabIndex={-1} className={classes.page}>
        <ConnectionLine />
        <MissingParts />
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
      {menuOpen && <NavigationDrawer close={menu.close} />}
      {over === 'palette' && <Palette close={close} />}
      {over === 'shortcuts' && <ShortcutsSheet close={close} />}
    </div>
  );
}
