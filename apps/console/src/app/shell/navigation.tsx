import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/use-session';
import type { Place } from '../../routing/place';
import { placesOf } from '../navigation';
import { Logo } from './logo';
import classes from './shell.module.css';

/** The pages that the person may open, under their headings. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const sections = new Map<Place['section'], Place[]>();
  for (const place of placesOf(me))
    sections.set(place.section, [...(sections.get(place.section) ?? []), place]);
  return (
    <nav aria-label={t('shell.navigation')}>
      {onGo === undefined && (
        <Link to="/" className={`plain ${classes.brand ?? ''}`}>
          <Logo />
          Daybook
        </Link>
      )}
      {[...sections].map(([section, places]) => (
        <div key={section ?? ''}>
          {section !== undefined && <p className={classes.section}>{t(`navigation.${section}`)}</p>}
          <ul className={classes.links}>
            {places.map(({ to, name, icon: Icon }) => (
              <li key={to}>
                <Link to={to} className={classes.link} {...(onGo === undefined ? {} : { onClick: onGo })}>
                  <Icon size={16} aria-hidden />
                  {t(`navigation.${name}`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
