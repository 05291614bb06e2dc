import { Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/use-session';
import { useCommands } from '../../commands/use-commands';
import { pathOf, SECTIONS, type Section } from './sections';
import classes from './admin.module.css';

/** The administration's pages, beside each other. */
export function AdminLayout() {
  const { t } = useTranslation('admin');
  const { pathname } = useLocation();
  const router = useRouter();
  const sections = useSections();
  useCommands(
    sections.flatMap(({ pages }) =>
      pages.map(({ name }) => ({
        id: `go.admin.${name}`,
        title: t(`list.${name}.title`),
        group: t('title'),
        run: () => void router.navigate({ to: pathOf(name) }),
      })),
    ),
  );
  const atStart = pathname.replace(/\/$/, '') === '/admin';
  return (
    <div className={classes.layout}>
      <nav className={classes.nav} aria-label={t('title')}>
        {sections.map(({ group, pages }) => (
          <div key={group}>
            <p className={classes.group}>{t(`group.${group}`)}</p>
            <ul className={classes.links}>
              {pages.map(({ name }) => (
                <li key={name}>
                  <AdminLink name={name} current={pathname === pathOf(name)} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={classes.content}>
        {!atStart && (
          <a
            className={classes.up}
            href="/admin"
            onClick={(event) => {
              event.preventDefault();
              router.history.push('/admin');
            }}
          >
            <ArrowLeft size={14} aria-hidden /> {t('title')}
          </a>
        )}
        <div className={classes.rest}>
          <Outlet />
        </div>
      </div>
    </div>
  );
}

/** What of the administration a person may see. */
export function useSections(): Section[] {
  const may = useMay();
  return SECTIONS.map(({ group, pages }) => ({ group, pages: pages.filter(({ see }) => may(see)) })).filter(
    ({ pages }) => pages.length > 0,
  );
}

/** A link to one of its pages. */
export function AdminLink({
  name,
  current = false,
}: {
  name: Section['pages'][number]['name'];
  current?: boolean;
}) {
  const { t } = useTranslation('admin');
  const router = useRouter();
  return (
    <a
      href={pathOf(name)}
      className={classes.link}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(pathOf(name));
      }}
    >
      {t(`list.${name}.title`)}
    </a>
  );
}
