/** A group of calls in the OpenAPI document: what people read, and what stands in it. */
export interface Tag {
  readonly name: string;
  readonly description: string;
}

/** The groups of calls, by the tag that an operation has: that of its path's first part where it says none. */
export const TAGS: Readonly<Record<string, Tag>> = {
  account: { name: 'Account credit', description: 'A customer’s account credit and credit control.' },
  'api-keys': { name: 'API keys', description: 'Keys of programs, with their levels and scopes.' },
  audit: { name: 'Audit log', description: 'Who asked for what, and what was answered.' },
  backups: { name: 'Backups', description: 'What was backed up, when and where.' },
  'billing-engines': {
    name: 'Billing engines',
    description: 'Engines that bill by themselves and report on NATS: their credentials, and their messages.',
  },
  'call-centers': { name: 'Call centers', description: 'Where the people who take calls work.' },
  'campaign-categories': { name: 'Campaign categories', description: 'Groups of campaigns.' },
  campaigns: { name: 'Campaigns', description: 'What is sold where, in which currency, by which products.' },
  cases: {
    name: 'Cases',
    description: 'What customers ask about, from the first message to its resolution.',
  },
  'case-agents': { name: 'Case agents', description: 'Who can be responsible for a case.' },
  'case-macros': { name: 'Case macros', description: 'Several acts on a case, or a text, in one.' },
  'case-schemes': {
    name: 'Case schemes',
    description: 'Which states a type of case passes, what it needs, and by when it is answered.',
  },
  'custom-fields': { name: 'Custom fields', description: 'Fields of orders that the seller defines.' },
  'customer service report': {
    name: 'Customer Service Report',
    description: 'Totals, details, series and exports of everything that was done to customers.',
  },
  customers: { name: 'Customers', description: 'Who buys: their data, notes, timeline and messages.' },
  'dead-letters': { name: 'Dead letters', description: 'Events that a service could not apply.' },
  discounts: { name: 'Discounts', description: 'What may be taken off a price, and for how long.' },
  'fulfillment-houses': {
    name: 'Fulfillment houses',
    description: 'Who ships: addresses, secrets, abilities, deliveries and reconciliation.',
  },
  fulfillments: { name: 'Fulfillments', description: 'What is shipped: holds, cancellations, returns.' },
  'inbound-mails': {
    name: 'Inbound mails',
    description: 'E-mails that came in: above all those that are nobody’s, or could not be applied.',
  },
  intake: { name: 'Intake', description: 'Messages of billing engines that were refused or wait.' },
  memberships: { name: 'Memberships', description: 'Access that follows a purchase, at a plugin.' },
  options: { name: 'Options', description: 'The lists that cases and service records choose from.' },
  orders: { name: 'Orders', description: 'What was ordered: items, payment, addresses, checks.' },
  'payment methods': { name: 'Payment methods', description: 'Cards, by their tokens alone.' },
  products: { name: 'Products', description: 'What is sold, with its price points.' },
  purchases: { name: 'Purchases', description: 'One product of an order, and its billing to come.' },
  'recycle-profiles': { name: 'Recycle profiles', description: 'When a declined rebill is tried again.' },
  'refund queue': { name: 'Refund queue', description: 'Refunds that could not be made yet.' },
  'service-records': {
    name: 'Service records',
    description: 'Conversations with customers, by channel, with how they ended.',
  },
  sessions: { name: 'Sessions', description: 'Signing in and out, and who one is.' },
  settings: { name: 'Settings', description: 'What holds for the whole company.' },
  templates: { name: 'Templates', description: 'Texts of the messages that customers get.' },
  transactions: { name: 'Transactions', description: 'Payments: refunds, voids, captures, chargebacks.' },
  users: { name: 'Users', description: 'People who sign in: levels, limits, campaigns.' },
  webhooks: { name: 'Webhooks', description: 'What fulfillment houses report.' },
};

/** The group of an operation's tag. @throws Error where the tag stands in no list */
export function tagOf(tag: string): Tag {
  const known = TAGS[tag];
  if (known === undefined) throw new Error(`No group of calls has the tag ${tag}: add it to tags.ts`);
  return known;
}
