import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { allLists } from './lists/all-lists';
import { pathOf } from './sections';

const route = getRouteApi('/admin/$list');

/** The page of the list that the address names. */
export function AdminListRoute() {
  const { t } = useTranslation();
  const { list: path } = route.useParams();
  const list = allLists.find(({ name }) => pathOf(name) === `/admin/${path}`);
  if (list === undefined) return <Empty title={t('page.missing')}>{t('page.missing_why')}</Empty>;
  return <list.Page key={list.name} />;
}
