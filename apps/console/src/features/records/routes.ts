import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const loader = () => loadTexts('records', 'customers', 'actions', 'record');

const records = createRoute({
  getParentRoute: () => rootRoute,
  path: '/service-records',
  loader,
  component: lazyRouteComponent(() => import('./list/records-page'), 'RecordsPage'),
});

const oneRecord = createRoute({
  getParentRoute: () => rootRoute,
  path: '/service-records/$recordId',
  loader,
  component: lazyRouteComponent(() => import('./record/service-record-page'), 'ServiceRecordPage'),
});

export const recordRoutes = [records, oneRecord];
