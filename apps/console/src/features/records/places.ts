import { Headset } from 'lucide-react';
import type { Place } from '../../routing/place';

export const recordPlaces: readonly Place[] = [
  {
    to: '/service-records',
    name: 'service_records',
    section: 'customer',
    icon: Headset,
    permission: 'cases.view',
    keys: 'g v',
  },
];
