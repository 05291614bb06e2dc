import { useTranslation } from 'react-i18next';
import { PageHead } from '../../components/page-head';
import { AdminLink, useSections } from './admin-layout';
import classes from './admin.module.css';

/** What can be administered, with what each is for. */
export function AdminStart() {
  const { t } = useTranslation('admin');
  return (
    <div className={classes.start}>
      <PageHead title={t('title')} />
      {useSections().map(({ group, pages }) => (
        <section key={group} aria-label={t(`group.${group}`)}>
          <h2>{t(`group.${group}`)}</h2>
          <ul className={classes.cards}>
            {pages.map(({ name }) => (
              <li key={name} className={classes.card}>
                <AdminLink name={name} />
                <p>{t(`list.${name}.about`)}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
