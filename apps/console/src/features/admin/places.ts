import { Settings2 } from 'lucide-react';
import type { Place } from '../../routing/place';

export const adminPlaces: readonly Place[] = [
  {
    to: '/admin',
    name: 'admin',
    section: 'administration',
    icon: Settings2,
    permission: 'options.change',
    keys: 'g a',
  },
];
