import { CreditCard, Package, Repeat, ShoppingBag } from 'lucide-react';
import type { Place } from '../../routing/place';

export const orderPlaces: readonly Place[] = [
  {
    to: '/orders',
    name: 'orders',
    section: 'orders',
    icon: ShoppingBag,
    permission: 'orders.view',
    keys: 'g d',
  },
  {
    to: '/purchases',
    name: 'purchases',
    section: 'orders',
    icon: Repeat,
    permission: 'orders.view',
    keys: 'g p',
  },
  {
    to: '/transactions',
    name: 'transactions',
    section: 'orders',
    icon: CreditCard,
    permission: 'orders.view',
    keys: 'g t',
  },
  {
    to: '/fulfillments',
    name: 'fulfillments',
    section: 'orders',
    icon: Package,
    permission: 'fulfillments.view',
    keys: 'g f',
  },
];
