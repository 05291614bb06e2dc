import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/home',
  loader: () => loadTexts('home'),
  component: lazyRouteComponent(() => import('./home-page'), 'HomePage'),
});

export const homeRoutes = [home];
