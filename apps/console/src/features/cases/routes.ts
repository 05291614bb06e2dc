import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const cases = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cases',
  loader: () => loadTexts('cases', 'customers', 'actions', 'record'),
  component: lazyRouteComponent(() => import('./list/cases-page'), 'CasesPage'),
});

const oneCase = createRoute({
  getParentRoute: () => cases,
  path: '$caseId',
  component: lazyRouteComponent(() => import('./case/case-page'), 'CasePage'),
});

export const caseRoutes = [cases.addChildren([oneCase])];
