import { Inbox } from 'lucide-react';
import type { Place } from '../../routing/place';

export const casePlaces: readonly Place[] = [
  { to: '/cases', name: 'cases', section: 'customer', icon: Inbox, permission: 'cases.view', keys: 'g s' },
];
