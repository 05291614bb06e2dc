import { Wrench } from 'lucide-react';
import type { Place } from '../../routing/place';

export const operationPlaces: readonly Place[] = [
  {
    to: '/operations',
    name: 'operations',
    section: 'administration',
    icon: Wrench,
    permission: 'operations.view',
    keys: 'g o',
  },
];
