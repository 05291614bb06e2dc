import type admin from '../../locales/en/admin.json';

type Name = keyof (typeof admin)['list'];
type Group = keyof (typeof admin)['group'];

export interface Section {
  group: Group;
  pages: readonly { name: Name; see: string }[];
}

const several = (see: string, ...names: Name[]) => names.map((name) => ({ name, see }));

/** What stands in the administration's own navigation; light, so that it is there before the lists are. */
export const SECTIONS: readonly Section[] = [
  {
    group: 'people',
    pages: [...several('users.manage', 'users', 'api_keys'), ...several('catalog.view', 'call_centers')],
  },
  {
    group: 'catalog',
    pages: several(
      'catalog.view',
      'campaigns',
      'campaign_categories',
      'products',
      'discounts',
      'recycle_profiles',
      'custom_fields',
    ),
  },
  {
    group: 'parties',
    pages: [
      ...several('operations.view', 'billing_engines'),
      ...several('fulfillments.view', 'fulfillment_houses'),
    ],
  },
  {
    group: 'options',
    pages: several(
      'options.view',
      'service_results',
      'service_reasons',
      'case_types',
      'channels',
      'channel_categories',
    ),
  },
  { group: 'cases', pages: several('options.view', 'case_schemes', 'case_macros') },
  { group: 'messages', pages: several('settings.change', 'templates') },
  {
    group: 'system',
    pages: [
      ...several('settings.change', 'settings'),
      ...several('users.manage', 'audit'),
      ...several('operations.view', 'system'),
    ],
  },
];

/** Where a page of the administration is. */
export const pathOf = (name: Name): string => `/admin/${name.replaceAll('_', '-')}`;
