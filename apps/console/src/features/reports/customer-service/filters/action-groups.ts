/** Under which heading each report action stands; the first pattern that fits counts. */
const GROUPS = [
  ['cases', /^case_/],
  ['service_records', /^(?:service_record|conversation)_/],
  ['sales', /^(?:partial|new_sale_\w+|qa_\w+|order_updated|order_cancelled)$/],
  ['trials', /^trial_/],
  ['rebills', /^(?:rebill|recycle|consent|restart|subscription|purchase)_/],
  [
    'money',
    /^(?:void|refund\w*|chargeback\w*|capture_\w+|tax_\w+|additional_payment_made|manual_\w+|credit_\w+)$/,
  ],
  ['fulfillment', /^(?:fulfillment|order|rma)_/],
  ['memberships', /^(?:membership|entitlements)_/],
  ['cards', /^(?:account_update|fraud|new_payment)_/],
  ['customers', /./],
] as const;

export type ActionGroup = (typeof GROUPS)[number][0];

export const ACTION_GROUPS: readonly ActionGroup[] = [
  'sales',
  'trials',
  'rebills',
  'money',
  'fulfillment',
  'customers',
  'cases',
  'service_records',
  'memberships',
  'cards',
];

export function groupOf(action: string): ActionGroup {
  return GROUPS.find(([, pattern]) => pattern.test(action))?.[0] ?? 'customers';
}
