import { ChartNoAxesColumn } from 'lucide-react';
import type { Place } from '../../routing/place';

export const reportPlaces: readonly Place[] = [
  {
    to: '/reports/call-center/customer-service',
    name: 'customer_service',
    section: 'reports',
    icon: ChartNoAxesColumn,
    permission: 'report.view',
    keys: 'g r',
  },
];
