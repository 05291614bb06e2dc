import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const search = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers',
  loader: () => loadTexts('customers', 'record', 'actions'),
  component: lazyRouteComponent(() => import('./search/search-page'), 'SearchPage'),
});

const profile = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$customerId',
  loader: () => loadTexts('customers', 'record', 'actions'),
  component: lazyRouteComponent(() => import('./profile/profile-page'), 'ProfilePage'),
});

export const customerRoutes = [search, profile];
