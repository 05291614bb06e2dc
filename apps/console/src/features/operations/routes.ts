import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const operations = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operations',
  loader: () => loadTexts('operations', 'actions', 'customers'),
  component: lazyRouteComponent(() => import('./operations-layout'), 'OperationsLayout'),
});

const start = createRoute({
  getParentRoute: () => operations,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to send somebody on
    throw redirect({ to: '/operations/$list', params: { list: 'intake-rejections' } });
  },
});

const reconcile = createRoute({
  getParentRoute: () => operations,
  path: '/reconcile',
  component: lazyRouteComponent(() => import('./reconcile/reconcile-page'), 'ReconcilePage'),
});

const list = createRoute({
  getParentRoute: () => operations,
  path: '/$list',
  component: lazyRouteComponent(() => import('./work-list-page'), 'WorkListPage'),
});

export const operationRoutes = [operations.addChildren([start, reconcile, list])];
