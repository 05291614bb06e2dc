import { Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../commands/use-commands';
import { pathOf, WORK_LISTS } from './sections';
import classes from './operations.module.css';

/** What needs a hand: one list beside the other. */
export function OperationsLayout() {
  const { t } = useTranslation('operations');
  const { pathname } = useLocation();
  const router = useRouter();
  useCommands(
    WORK_LISTS.map((name) => ({
      id: `go.operations.${name}`,
      title: t(`list.${name}.title`),
      group: t('title'),
      run: () => void router.navigate({ to: pathOf(name) }),
    })),
  );
  return (
    <div className={classes.layout}>
      <nav className={classes.tabs} aria-label={t('title')}>
        {WORK_LISTS.map((name) => (
          <a
            key={name}
            href={pathOf(name)}
            className={classes.tab}
            // Where the tabs are wider than the window, the one that is open is among those that are seen.
            ref={
              pathname === pathOf(name)
                ? (tab) => tab?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
                : null
            }
            aria-current={pathname === pathOf(name) ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
              event.preventDefault();
              router.history.push(pathOf(name));
            }}
          >
            {t(`list.${name}.title`)}
          </a>
        ))}
      </nav>
      <div className={classes.rest}>
        <Outlet />
      </div>
    </div>
  );
}
