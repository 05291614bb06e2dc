import { House } from 'lucide-react';
import type { Place } from '../../routing/place';

export const homePlaces: readonly Place[] = [{ to: '/home', name: 'home', icon: House, keys: 'g h' }];
