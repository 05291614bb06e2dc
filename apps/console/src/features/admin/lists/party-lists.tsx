import { answerOf, api, type View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { onDemand } from '../../../components/on-demand';
import { CircuitChip, HouseConnection } from '../beside/house-connection';
import { adminList } from '../page/admin-list-page';
import type { AnyAdminList } from './admin-list';
import { Word } from './word';

const EngineCredentials = onDemand(() =>
  import('../beside/engine-credentials').then((it) => it.EngineCredentials),
);

const change = ({ id, version }: { id: string; version: number }, key: string) => ({
  path: { id },
  header: { 'Idempotency-Key': key, 'If-Match': `"${String(version)}"` },
});

type Engine = View<'BillingEngineView'> &
  Partial<Pick<View<'EngineCredentialsView'>, 'credentials' | 'inboxPrefix'>>;
type House = View<'FulfillmentHouseView'> &
  Partial<Pick<View<'FulfillmentHouseSecretsView'>, 'webhookSecret' | 'orderSecret'>>;

export const partyLists: readonly AnyAdminList[] = [
  adminList<Engine, View<'RegisterBillingEngineInput'>>({
    name: 'billing_engines',
    group: 'parties',
    see: 'operations.view',
    change: 'parties.manage',
    rows: ({ limit, cursor }) =>
      answerOf(
        api.GET('/billing-engines', {
          params: { query: { limit, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ),
    idOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    address: ({ id }) => `/billing-engines/${id}`,
    columns: [
      { name: 'bills', wideOnly: true, cell: ({ bills }) => bills },
      {
        name: 'heardAt',
        cell: ({ heardAt }) => (heardAt ? <Moment at={heardAt} /> : <Word of="never" />),
      },
    ],
    fields: [
      { name: 'name', kind: 'text', needed: true, once: true, mono: true, hint: 'subject_name' },
      { name: 'bills', kind: 'text', needed: true, hint: 'bills' },
    ],
    addsTwice: true,
    add: (body) => answerOf(api.POST('/billing-engines', { body })),
    save: (row, body, key) =>
      answerOf(api.PATCH('/billing-engines/{id}', { params: change(row, key), body })),
    retire: (row, retired, key) =>
      answerOf(api.PATCH('/billing-engines/{id}', { params: change(row, key), body: { retired } })),
    secretsOf: ({ credentials, inboxPrefix = '', name }) =>
      credentials
        ? [
            { name: 'credentials', value: credentials, file: `${name}.creds` },
            { name: 'inbox_prefix', value: inboxPrefix },
          ]
        : [],
    Beside: EngineCredentials,
  }),
  adminList<House, View<'CreateFulfillmentHouseInput'>>({
    name: 'fulfillment_houses',
    group: 'parties',
    see: 'fulfillments.view',
    change: 'parties.manage',
    rows: ({ limit, cursor }) =>
      answerOf(
        api.GET('/fulfillment-houses', {
          params: { query: { limit, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ),
    idOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    address: ({ id }) => `/fulfillment-houses/${id}`,
    columns: [
      { name: 'default', cell: (row) => <Word of={row.default ? 'yes' : 'no'} /> },
      { name: 'url', wideOnly: true, cell: ({ url }) => url },
      { name: 'connection', cell: ({ circuit }) => <CircuitChip circuit={circuit} /> },
    ],
    fields: [
      { name: 'name', kind: 'text', needed: true, once: true, mono: true, hint: 'house_name' },
      { name: 'url', kind: 'text', needed: true, mono: true, hint: 'house_url' },
      { name: 'default', kind: 'switch', hint: 'default_house', preset: false },
      { name: 'campaignIds', kind: 'picks', from: 'campaigns', hint: 'house_campaigns', preset: [] },
      { name: 'countries', kind: 'words', hint: 'countries', preset: [] },
      { name: 'timeZone', kind: 'text', hint: 'time_zone', preset: 'UTC' },
      { name: 'workingDays', kind: 'weekdays', preset: [1, 2, 3, 4, 5, 6, 7] },
      { name: 'cutOff', kind: 'text', hint: 'cut_off' },
      { name: 'closedOn', kind: 'words', hint: 'days', preset: [] },
      { name: 'bundlingMinutes', kind: 'number', hint: 'bundling', preset: 0 },
      { name: 'cancels', kind: 'switch', hint: 'cancels', preset: true },
      { name: 'holdsAddresses', kind: 'switch', hint: 'holds_addresses', preset: true },
      { name: 'tracks', kind: 'switch', hint: 'tracks', preset: true },
    ],
    addsTwice: true,
    add: (body) => answerOf(api.POST('/fulfillment-houses', { body })),
    save: (row, body, key) =>
      answerOf(
        api.PATCH('/fulfillment-houses/{id}', {
          params: change(row, key),
          body: body,
        }),
      ),
    retire: (row, retired, key) =>
      answerOf(api.PATCH('/fulfillment-houses/{id}', { params: change(row, key), body: { retired } })),
    secretsOf: ({ webhookSecret, orderSecret }) =>
      webhookSecret === undefined || orderSecret === undefined
        ? []
        : [
            { name: 'order_secret', value: orderSecret },
            { name: 'webhook_secret', value: webhookSecret },
          ],
    Beside: HouseConnection,
  }),
];
