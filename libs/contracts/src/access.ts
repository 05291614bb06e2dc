import type { AccessLevel, Actor } from './actor';

/**
 * How much of a row an access level may use:
 * `all`; `own`: only what lies in its own campaigns, or is its own (cases, actions); `no`.
 * An `api_user` may use exactly the rows among its key's scopes.
 */
export type Extent = 'all' | 'own' | 'no';

type Row = Readonly<Record<Exclude<AccessLevel, 'api_user'>, Extent>> & { readonly api: boolean };

const everyone = 'all';
/** A row of the matrix in the order admin, cs_admin, cs_agent, sales_rep, finance, affiliate; `api`: can be an API key's scope. */
function row(
  admin: Extent,
  cs_admin: Extent,
  cs_agent: Extent,
  sales_rep: Extent,
  finance: Extent,
  affiliate: Extent,
  api = true,
): Row {
  return { admin, cs_admin, cs_agent, sales_rep, finance, affiliate, api };
}

/** Who may do what: the only table of it. A command whose row is missing does not compile. */
export const accessMatrix = {
  //                               admin  cs_admin cs_agent sales  finance affiliate
  'customers.view': row('all', 'all', 'all', 'own', 'all', 'no'),
  'customers.edit': row('all', 'all', 'all', 'own', 'no', 'no'),
  'customers.note': row('all', 'all', 'all', 'own', 'no', 'no'),
  'customers.call': row('all', 'all', 'all', 'own', 'no', 'no'),
  'customers.blacklist': row('all', 'all', 'no', 'no', 'no', 'no'),
  'customers.anonymise': row('all', 'no', 'no', 'no', 'no', 'no', false),
  'orders.view': row('all', 'all', 'all', 'own', 'all', 'no'),
  'orders.create': row('all', 'all', 'all', 'own', 'no', 'no'),
  'orders.change': row('all', 'all', 'all', 'no', 'no', 'no'),
  'purchases.change': row('all', 'all', 'all', 'no', 'no', 'no'),
  'accounts.change': row('all', 'all', 'all', 'no', 'all', 'no'),
  'transactions.refund': row('all', 'all', 'all', 'no', 'all', 'no'),
  'transactions.chargeback': row('all', 'all', 'no', 'no', 'all', 'no'),
  'transactions.refund_outside': row('all', 'no', 'no', 'no', 'all', 'no', false),
  'fulfillments.view': row('all', 'all', 'all', 'own', 'all', 'no'),
  'fulfillments.change': row('all', 'all', 'all', 'no', 'no', 'no'),
  'fulfillments.thaw': row('all', 'all', 'no', 'no', 'no', 'no'),
  'cases.view': row('all', 'all', 'all', 'own', 'all', 'no'),
  'cases.work': row('all', 'all', 'all', 'own', 'no', 'no'),
  'conversations.deliver': row('all', 'no', 'no', 'no', 'no', 'no'),
  'options.view': row('all', 'all', 'all', 'all', 'all', 'no'),
  'options.change': row('all', 'all', 'no', 'no', 'no', 'no', false),
  'catalog.view': row('all', 'all', 'all', 'all', 'all', 'own'),
  'catalog.change': row('all', 'no', 'no', 'no', 'no', 'no', false),
  'users.manage': row('all', 'no', 'no', 'no', 'no', 'no', false),
  'activity.view': row('all', 'all', 'all', 'all', 'all', 'no'),
  'report.view': row('all', 'all', 'own', 'own', 'all', 'own'),
  'report.details': row('all', 'all', 'own', 'own', 'all', 'no'),
  'operations.view': row('all', 'all', 'no', 'no', 'all', 'no'),
  'operations.change': row('all', 'all', 'no', 'no', 'no', 'no', false),
  'settings.change': row('all', 'no', 'no', 'no', 'no', 'no', false),
  'parties.manage': row('all', 'no', 'no', 'no', 'no', 'no', false),
  /** Anyone signed in: about themselves, and what a service asks for them without a door of its own. */
  self: row(everyone, 'all', 'all', 'all', 'all', 'all'),
} as const satisfies Record<string, Row>;

/** A row of the access matrix. */
export type AccessRow = keyof typeof accessMatrix;

/** What an operation demands of its caller: a row; nobody in particular (`public`); or the party's own proof (`signed`: a webhook's signature). */
export type AccessRule = AccessRow | 'public' | 'signed';

/** Whether a caller has to say who they are. */
export function isGuarded(access: AccessRule): access is AccessRow {
  return access !== 'public' && access !== 'signed';
}

/** Whether a text names a row that may be an API key's scope. */
export function isScope(text: string): text is AccessRow {
  return text in accessMatrix && accessMatrix[text as AccessRow].api;
}

/** How far an actor may go in a row. The system may go anywhere. */
export function extentOf(actor: Actor, access: AccessRow): Extent {
  if (actor.type === 'system') return 'all';
  if (actor.accessLevel === null) return 'no';
  if (actor.accessLevel === 'api_user') {
    if (access === 'self') return 'all';
    if (actor.scopes === null || !actor.scopes.includes(access)) return 'no';
    return actor.campaignIds === null ? 'all' : 'own';
  }
  return accessMatrix[access][actor.accessLevel];
}

/** The rows an actor may use and how far: what `GET /me` answers as permissions. */
export function permissionsOf(actor: Actor): Partial<Record<AccessRow, Extent>> {
  const granted: Partial<Record<AccessRow, Extent>> = {};
  for (const access of Object.keys(accessMatrix) as AccessRow[]) {
    const extent = extentOf(actor, access);
    if (extent !== 'no') granted[access] = extent;
  }
  return granted;
}
