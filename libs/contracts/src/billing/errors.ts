import type { ErrorTable } from '../error-table';

/** Errors of the billing service. */
export const billingErrors = {
  'billing.not_found': { status: 404, title: 'Not found' },
  'billing.name_taken': { status: 409, title: 'That name is taken' },
  'billing.in_use': { status: 409, title: 'It has been used: retire it instead' },
  'billing.unknown_reference': { status: 422, title: 'It names something that does not exist' },
  'billing.reference_retired': { status: 422, title: 'It names something that is retired' },
  'billing.price_point_invalid': { status: 422, title: 'The price point does not hold together' },
  'billing.discount_invalid': { status: 422, title: 'A discount takes off either a percentage or an amount' },
  'billing.custom_field_invalid': { status: 422, title: 'A custom field does not hold what it may' },
  'billing.currency_mismatch': { status: 422, title: "The currency is not the campaign's" },
  'billing.country_not_served': { status: 422, title: 'The campaign does not ship to that country' },
  'billing.address_missing': { status: 422, title: 'A shipping address is needed' },
  'billing.blacklisted': { status: 422, title: 'The buyer is blacklisted' },
  'billing.payment_missing': { status: 422, title: 'A payment is needed' },
  'billing.engine_reference_taken': {
    status: 409,
    title: 'That engine reference belongs to another purchase',
  },
  'billing.engine_reference_misplaced': {
    status: 422,
    title: 'An engine reference needs an engine and a recurring price point',
  },
  'billing.payment_unknown': {
    status: 504,
    title: 'The payment processor has not answered; the outcome is not known yet',
  },
  'billing.payment_in_progress': { status: 409, title: 'A payment of it is still under way' },
  'billing.order_not_open': { status: 409, title: 'The state of the order does not allow it' },
  'billing.purchase_not_live': { status: 409, title: 'The state of the purchase does not allow it' },
  'billing.credentials_unavailable': { status: 503, title: 'This server cannot make NATS credentials' },
  'billing.revocation_unavailable': { status: 503, title: 'This server cannot revoke NATS credentials' },
  'billing.revocation_pending': { status: 503, title: 'Revoked, but the NATS server does not know it yet' },
  'billing.rejection_resolved': { status: 409, title: 'The rejection has been settled already' },
  'billing.not_chargeable_back': { status: 409, title: 'There is no charge of ours to give back' },
  'billing.already_settled': { status: 409, title: 'It has settled: refund it instead' },
  'billing.not_settled': { status: 409, title: 'It has not settled yet: void it instead' },
  'billing.refund_exceeds_charge': { status: 422, title: 'The refunds would exceed the charge' },
  'billing.refund_limit_exceeded': { status: 422, title: "It exceeds the user's limit for a day" },
  'billing.refund_declined': { status: 422, title: 'The payment processor declined it' },
} as const satisfies ErrorTable;
