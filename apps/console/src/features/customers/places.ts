import { UserRoundSearch } from 'lucide-react';
import type { Place } from '../../routing/place';

export const customerPlaces: readonly Place[] = [
  {
    to: '/customers',
    name: 'customers',
    section: 'customer',
    icon: UserRoundSearch,
    permission: 'customers.view',
    keys: 'g c',
  },
];
