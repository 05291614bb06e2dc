import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const customerService = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports/call-center/customer-service',
  loader: () => loadTexts('reports'),
  component: lazyRouteComponent(() => import('./customer-service/report-page'), 'ReportPage'),
});

export const reportRoutes = [customerService];
