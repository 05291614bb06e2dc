import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const loader = () => loadTexts('orders', 'record', 'actions');

const order = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$orderId',
  loader,
  component: lazyRouteComponent(() => import('./order/order-page'), 'OrderPage'),
});

const purchase = createRoute({
  getParentRoute: () => rootRoute,
  path: '/purchases/$purchaseId',
  loader,
  component: lazyRouteComponent(() => import('./purchase/purchase-page'), 'PurchasePage'),
});

const fulfillment = createRoute({
  getParentRoute: () => rootRoute,
  path: '/fulfillments/$fulfillmentId',
  loader,
  component: lazyRouteComponent(() => import('./fulfillment/fulfillment-page'), 'FulfillmentPage'),
});

const newOrder = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$customerId/new-order',
  loader,
  component: lazyRouteComponent(() => import('./new-order/new-order-page'), 'NewOrderPage'),
});

export const orderRoutes = [order, purchase, fulfillment, newOrder];
