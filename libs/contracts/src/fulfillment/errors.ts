import type { ErrorTable } from '../error-table';

/** Errors of the fulfillment service. */
export const fulfillmentErrors = {
  'fulfillment.not_found': [404, 'Not found'],
  'fulfillment.state_forbids': [409, 'Not possible in the state it is in'],
  'fulfillment.barred': [
    409,
    'Its order was cancelled, or what was paid for it went back: nothing more of it is sent. A replacement is an order of its own, which may cost nothing',
  ],
  'fulfillment.url_forbidden': [422, 'Not an address to which anything may be sent'],
  'fulfillment.name_taken': [409, 'There is a house of that name'],
  'fulfillment.house_cannot_cancel': [409, 'Its house cannot cancel what it has'],
  'fulfillment.no_house': [422, 'No fulfillment house could take it'],
  'fulfillment.item_exceeds_order': [422, 'More than was ordered'],
  'fulfillment.house_unknown': [404, 'No such fulfillment house'],
  'fulfillment.webhook_signature_invalid': [401, 'The signature is missing or wrong'],
  'fulfillment.webhook_timestamp_stale': [401, 'The timestamp is more than five minutes off'],
  'fulfillment.webhook_too_large': [413, 'The webhook is larger than 64 KiB'],
  'fulfillment.webhook_not_json': [400, 'The webhook is not JSON'],
  'fulfillment.webhook_invalid': [400, 'The webhook is not as its type demands'],
  'fulfillment.webhook_type_unknown': [400, 'The type is not one that houses may send'],
  'fulfillment.webhook_time_out_of_range': [
    400,
    'The time lies more than 90 days back or more than 5 minutes ahead',
  ],
  'fulfillment.webhook_not_yours': [400, 'The fulfillment belongs to another house'],
  'fulfillment.list_invalid': [422, "The house's list cannot be read"],
  'fulfillment.rejection_resolved': [409, 'A replay has settled it already'],
  'fulfillment.webhook_fulfillment_unknown': [400, 'No such fulfillment became known within a day'],
} as const satisfies ErrorTable;
