import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';
import { readSearch } from './customer-service/report-search';

const customerService = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports/call-center/customer-service',
  // Wider than it is, or no other page could navigate within its own address.
  validateSearch: (search): Record<string, unknown> => readSearch(search),
  loader: () => loadTexts('reports'),
  component: lazyRouteComponent(() => import('./customer-service/report-page'), 'ReportPage'),
});

export const reportRoutes = [customerService];
