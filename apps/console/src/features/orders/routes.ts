import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../../i18n/i18n';
import { rootRoute } from '../../routing/root-route';

const loader = () => loadTexts('orders', 'record', 'actions');

const listLoader = () => loadTexts('orders', 'actions', 'customers');

const orders = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders',
  loader: listLoader,
  component: lazyRouteComponent(() => import('./lists/orders-page'), 'OrdersPage'),
});

const purchases = createRoute({
  getParentRoute: () => rootRoute,
  path: '/purchases',
  loader: listLoader,
  component: lazyRouteComponent(() => import('./lists/purchases-page'), 'PurchasesPage'),
});

const transactions = createRoute({
  getParentRoute: () => rootRoute,
  path: '/transactions',
  loader: listLoader,
  component: lazyRouteComponent(() => import('./lists/transactions-page'), 'TransactionsPage'),
});

const fulfillments = createRoute({
  getParentRoute: () => rootRoute,
  path: '/fulfillments',
  loader: listLoader,
  component: lazyRouteComponent(() => import('./lists/fulfillments-page'), 'FulfillmentsPage'),
});

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

export const orderRoutes = [
  orders,
  purchases,
  transactions,
  fulfillments,
  order,
  purchase,
  fulfillment,
  newOrder,
];
