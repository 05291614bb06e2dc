import type { View } from '../../../api/client';
import { moneyText } from '../../../components/money';
import type { AnyField } from '../form/field';
import { adminList } from '../page/admin-list-page';
import type { AnyAdminList } from './admin-list';
import { catalogResource } from './catalog-resource';
import { NameOf } from './choices';
import { Word } from './word';

const CYCLE: readonly AnyField[] = [
  { name: 'unit', kind: 'choice', of: ['day', 'month'], needed: true, preset: 'month' },
  { name: 'count', kind: 'number', needed: true, preset: 1 },
  { name: 'finalCycle', kind: 'number', hint: 'final_cycle' },
];

const PRICE_POINT: readonly AnyField[] = [
  { name: 'name', kind: 'text', needed: true },
  { name: 'unitPrice', kind: 'money', needed: true },
  {
    name: 'trial',
    kind: 'group',
    fields: [
      { name: 'days', kind: 'number', needed: true, preset: 14 },
      { name: 'price', kind: 'money', needed: true },
    ],
  },
  { name: 'cycle', kind: 'group', fields: CYCLE },
];

export const catalogLists: readonly AnyAdminList[] = [
  adminList<View<'CampaignView'>, View<'CreateCampaignInput'>>({
    ...catalogResource('/campaigns'),
    name: 'campaigns',
    group: 'catalog',
    nameOf: ({ name }) => name,
    columns: [
      { name: 'categoryId', cell: ({ categoryId }) => <NameOf from="campaign_categories" id={categoryId} /> },
      { name: 'baseCurrency', cell: ({ baseCurrency }) => baseCurrency },
      {
        name: 'countries',
        wideOnly: true,
        cell: ({ countries }) => countries.join(', ') || <Word of="everywhere" />,
      },
      { name: 'captureAt', wideOnly: true, cell: ({ captureAt }) => <Word of={captureAt} /> },
    ],
    fields: [
      { name: 'name', kind: 'text', needed: true },
      { name: 'categoryId', kind: 'pick', from: 'campaign_categories', needed: true },
      { name: 'baseCurrency', kind: 'text', needed: true, once: true, hint: 'currency' },
      { name: 'countries', kind: 'words', hint: 'countries', preset: [] },
      {
        name: 'captureAt',
        kind: 'choice',
        of: ['sale', 'shipment'],
        needed: true,
        preset: 'sale',
        hint: 'capture',
      },
      { name: 'qaRate', kind: 'number', hint: 'qa_rate', preset: 0 },
      { name: 'recycleProfileId', kind: 'pick', from: 'recycle_profiles', hint: 'recycle' },
      { name: 'addressCheck', kind: 'switch', hint: 'address_check', preset: false },
      { name: 'autoresponders', kind: 'switch', hint: 'autoresponders', preset: true },
      { name: 'expressConsent', kind: 'switch', hint: 'consent', preset: false },
    ],
  }),
  adminList<View<'CampaignCategoryView'>, View<'CreateCampaignCategoryInput'>>({
    ...catalogResource('/campaign-categories'),
    name: 'campaign_categories',
    group: 'catalog',
    nameOf: ({ name }) => name,
    columns: [],
    fields: [{ name: 'name', kind: 'text', needed: true }],
  }),
  adminList<View<'ProductView'>, View<'CreateProductInput'>>({
    ...catalogResource('/products'),
    name: 'products',
    group: 'catalog',
    nameOf: ({ name }) => name,
    columns: [
      { name: 'sku', cell: ({ sku }) => sku },
      {
        name: 'pricePoints',
        cell: ({ pricePoints }) =>
          pricePoints
            .filter(({ retired }) => !retired)
            .map(({ unitPrice }) => moneyText(unitPrice))
            .join(', '),
      },
      {
        name: 'options',
        wideOnly: true,
        cell: ({ options }) =>
          options
            .filter(({ retired }) => !retired)
            .map(({ name }) => name)
            .join(', '),
      },
    ],
    fields: [
      { name: 'name', kind: 'text', needed: true },
      { name: 'sku', kind: 'text', needed: true, hint: 'sku' },
      { name: 'shipped', kind: 'switch', preset: true, hint: 'shipped' },
      { name: 'membershipName', kind: 'text', hint: 'membership' },
      { name: 'pricePoints', kind: 'rows', fields: PRICE_POINT, needed: true, preset: [{}] },
      {
        name: 'options',
        kind: 'rows',
        fields: [
          { name: 'name', kind: 'text', needed: true },
          { name: 'sku', kind: 'text' },
        ],
      },
    ],
  }),
  adminList<View<'DiscountView'>, View<'CreateDiscountInput'>>({
    ...catalogResource('/discounts'),
    name: 'discounts',
    group: 'catalog',
    nameOf: ({ name }) => name,
    columns: [
      {
        name: 'percentOff',
        numeric: true,
        cell: ({ percentOff, amountOff }) =>
          amountOff ? moneyText(amountOff) : percentOff ? `${String(percentOff)} %` : '–',
      },
      { name: 'occurrences', numeric: true, cell: ({ occurrences }) => occurrences },
    ],
    fields: [
      { name: 'name', kind: 'text', needed: true },
      { name: 'percentOff', kind: 'number', hint: 'percent_or_amount' },
      { name: 'amountOff', kind: 'money' },
      { name: 'occurrences', kind: 'number', needed: true, preset: 1, hint: 'occurrences' },
    ],
  }),
  adminList<View<'RecycleProfileView'>, View<'CreateRecycleProfileInput'>>({
    ...catalogResource('/recycle-profiles'),
    name: 'recycle_profiles',
    group: 'catalog',
    nameOf: ({ name }) => name,
    columns: [
      {
        name: 'tries',
        cell: ({ tries }) =>
          tries
            .map(
              ({ afterDays, percentOff }) =>
                `${String(afterDays)}${percentOff ? ` (−${String(percentOff)} %)` : ''}`,
            )
            .join(', '),
      },
    ],
    fields: [
      { name: 'name', kind: 'text', needed: true },
      {
        name: 'tries',
        kind: 'rows',
        needed: true,
        preset: [{}],
        fields: [
          { name: 'afterDays', kind: 'number', needed: true, hint: 'after_days' },
          { name: 'percentOff', kind: 'number', hint: 'percent_or_amount' },
          { name: 'amountOff', kind: 'money' },
        ],
      },
      { name: 'minimumPrice', kind: 'money', hint: 'minimum_price' },
    ],
  }),
  adminList<View<'CustomFieldView'>, View<'CreateCustomFieldInput'>>({
    ...catalogResource('/custom-fields'),
    name: 'custom_fields',
    group: 'catalog',
    nameOf: ({ name }) => name,
    columns: [
      { name: 'type', cell: ({ type }) => <Word of={type} /> },
      { name: 'choices', wideOnly: true, cell: ({ choices }) => choices.join(', ') || '–' },
      { name: 'required', cell: ({ required }) => <Word of={required ? 'yes' : 'no'} /> },
    ],
    fields: [
      { name: 'name', kind: 'text', needed: true, once: true, hint: 'never_changes' },
      {
        name: 'type',
        kind: 'choice',
        of: ['text', 'number', 'date', 'choice', 'boolean'],
        needed: true,
        once: true,
        preset: 'text',
      },
      { name: 'choices', kind: 'words', needed: true, when: ({ type }) => type === 'choice' },
      { name: 'required', kind: 'switch', preset: false, hint: 'required' },
      { name: 'campaignIds', kind: 'picks', from: 'campaigns', hint: 'campaigns_or_all', preset: [] },
    ],
  }),
  adminList<View<'CallCenterView'>, View<'CreateCallCenterInput'>>({
    ...catalogResource('/call-centers'),
    name: 'call_centers',
    group: 'people',
    nameOf: ({ name }) => name,
    columns: [],
    fields: [{ name: 'name', kind: 'text', needed: true }],
  }),
];
