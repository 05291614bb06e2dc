import { createRoute, redirect } from '@tanstack/react-router';
import { adminRoutes } from '../features/admin/routes';
import { caseRoutes } from '../features/cases/routes';
import { customerRoutes } from '../features/customers/routes';
import { homeRoutes } from '../features/home/routes';
import { operationRoutes } from '../features/operations/routes';
import { orderRoutes } from '../features/orders/routes';
import { recordRoutes } from '../features/records/routes';
import { reportRoutes } from '../features/reports/routes';
import { rootRoute } from '../routing/root-route';
import { session } from '../api/session';
import { firstPlace } from './navigation';
import { Shell } from './shell/shell';

rootRoute.update({ component: Shell });

const start = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    const state = session.get();
    const place = state.is === 'signed-in' ? firstPlace(state.me) : undefined;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to send somebody on
    if (place !== undefined) throw redirect({ to: place.to });
  },
});

/** Every page there is; each feature exports its own. */
export const routes = rootRoute.addChildren([
  start,
  ...adminRoutes,
  ...caseRoutes,
  ...customerRoutes,
  ...homeRoutes,
  ...operationRoutes,
  ...orderRoutes,
  ...recordRoutes,
  ...reportRoutes,
]);
