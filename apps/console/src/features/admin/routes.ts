import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const admin = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  loader: () => loadTexts('admin', 'actions'),
  component: lazyRouteComponent(() => import('./admin-layout'), 'AdminLayout'),
});

const start = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: lazyRouteComponent(() => import('./admin-start'), 'AdminStart'),
});

const settings = createRoute({
  getParentRoute: () => admin,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-page'), 'SettingsPage'),
});

const audit = createRoute({
  getParentRoute: () => admin,
  path: '/audit',
  component: lazyRouteComponent(() => import('./audit-page'), 'AuditPage'),
});

const system = createRoute({
  getParentRoute: () => admin,
  path: '/system',
  component: lazyRouteComponent(() => import('./system-page'), 'SystemPage'),
});

const list = createRoute({
  getParentRoute: () => admin,
  path: '/$list',
  component: lazyRouteComponent(() => import('./admin-list-route'), 'AdminListRoute'),
});

export const adminRoutes = [admin.addChildren([start, settings, audit, system, list])];
