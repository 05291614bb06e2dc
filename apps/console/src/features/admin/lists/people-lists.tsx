import { answerOf, api, type View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { moneyText } from '../../../components/money';
import { onDemand } from '../../../components/on-demand';
import { adminList } from '../page/admin-list-page';
import type { AnyAdminList } from './admin-list';
import { NameOf } from './choices';
import { Word } from './word';

const UserSessions = onDemand(() => import('../beside/user-sessions').then((it) => it.UserSessions));

const LEVELS = ['admin', 'cs_admin', 'cs_agent', 'sales_rep', 'finance', 'affiliate'] as const;

/** Rows of the access matrix that a key can be given. */
const SCOPES = [
  'customers.view',
  'customers.edit',
  'customers.note',
  'customers.call',
  'customers.blacklist',
  'orders.view',
  'orders.create',
  'orders.change',
  'purchases.change',
  'accounts.change',
  'transactions.refund',
  'transactions.chargeback',
  'fulfillments.view',
  'fulfillments.change',
  'fulfillments.thaw',
  'cases.view',
  'cases.work',
  'conversations.deliver',
  'options.view',
  'catalog.view',
  'activity.view',
  'report.view',
  'report.details',
  'operations.view',
] as const satisfies readonly View<'CreateApiKeyInput'>['scopes'][number][];

const userPath = ({ id, version }: View<'UserView'>, key: string) => ({
  path: { id },
  header: { 'Idempotency-Key': key, 'If-Match': `"${String(version)}"` },
});

export const peopleLists: readonly AnyAdminList[] = [
  adminList<View<'UserView'>, View<'CreateUserInput'>>({
    name: 'users',
    group: 'people',
    see: 'users.manage',
    change: 'users.manage',
    rows: ({ retired: _retired, ...query }) => answerOf(api.GET('/users', { params: { query } })),
    searched: true,
    idOf: ({ id }) => id,
    nameOf: ({ username }) => username,
    address: ({ id }) => `/users/${id}`,
    columns: [
      { name: 'accessLevel', cell: ({ accessLevel }) => <Word of={accessLevel} /> },
      { name: 'email', wideOnly: true, cell: ({ email }) => email ?? '–' },
      {
        name: 'callCenterId',
        wideOnly: true,
        cell: ({ callCenterId }) => <NameOf from="call_centers" id={callCenterId} />,
      },
      {
        name: 'refundLimit',
        numeric: true,
        wideOnly: true,
        cell: ({ refundLimit }) => (refundLimit ? moneyText(refundLimit) : '–'),
      },
    ],
    fields: [
      { name: 'username', kind: 'text', needed: true, once: true, hint: 'username' },
      { name: 'password', kind: 'password', needed: true, newOnly: true, hint: 'first_password' },
      { name: 'accessLevel', kind: 'choice', of: LEVELS, needed: true },
      { name: 'email', kind: 'text', hint: 'user_email' },
      { name: 'callCenterId', kind: 'pick', from: 'call_centers' },
      { name: 'campaignIds', kind: 'picks', from: 'campaigns', hint: 'user_campaigns' },
      { name: 'refundLimit', kind: 'money', hint: 'refund_limit' },
    ],
    isRetired: ({ active }) => !active,
    addsTwice: true,
    add: (body) => answerOf(api.POST('/users', { body })),
    save: (row, body, key) => answerOf(api.PATCH('/users/{id}', { params: userPath(row, key), body })),
    retire: (row, retired, key) =>
      answerOf(api.PATCH('/users/{id}', { params: userPath(row, key), body: { active: !retired } })),
    Beside: UserSessions,
  }),
  adminList<View<'ApiKeyView'> & Partial<View<'CreatedApiKeyView'>>, View<'CreateApiKeyInput'>>({
    name: 'api_keys',
    group: 'people',
    see: 'users.manage',
    change: 'users.manage',
    rows: (query) => answerOf(api.GET('/api-keys', { params: { query } })),
    idOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    address: ({ id }) => `/api-keys/${id}`,
    columns: [
      { name: 'username', cell: ({ username }) => username },
      { name: 'prefix', wideOnly: true, cell: ({ prefix }) => `${prefix}…` },
      { name: 'scopes', numeric: true, cell: ({ scopes }) => scopes.length },
      { name: 'createdAt', wideOnly: true, cell: ({ createdAt }) => <Moment at={createdAt} as="date" /> },
    ],
    fields: [
      { name: 'username', kind: 'text', needed: true, once: true, hint: 'api_username' },
      { name: 'name', kind: 'text', needed: true, once: true, hint: 'key_name' },
      { name: 'scopes', kind: 'checks', of: SCOPES, needed: true, once: true },
      { name: 'campaignIds', kind: 'picks', from: 'campaigns', newOnly: true, hint: 'key_campaigns' },
    ],
    isRetired: ({ revokedAt }) => revokedAt != null,
    addsTwice: true,
    add: (body) => answerOf(api.POST('/api-keys', { body })),
    remove: ({ id }, key) =>
      answerOf(
        api.DELETE('/api-keys/{id}', { params: { path: { id }, header: { 'Idempotency-Key': key } } }),
      ),
    secretsOf: ({ key, name }) =>
      key === undefined ? [] : [{ name: 'api_key', value: key, file: `${name}.key` }],
  }),
];
