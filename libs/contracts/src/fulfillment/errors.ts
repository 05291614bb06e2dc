import type { ErrorTable } from '../error-table';

/** Errors of the fulfillment service. */
export const fulfillmentErrors = {
  'fulfillment.not_found': { status: 404, title: 'Not found' },
  'fulfillment.state_forbids': { status: 409, title: 'Not possible in the state it is in' },
  'fulfillment.name_taken': { status: 409, title: 'There is a house of that name' },
  'fulfillment.no_house': { status: 422, title: 'No fulfillment house could take it' },
  'fulfillment.item_exceeds_order': { status: 422, title: 'More than was ordered' },
  'fulfillment.house_unknown': { status: 404, title: 'No such fulfillment house' },
  'fulfillment.webhook_signature_invalid': { status: 401, title: 'The signature is missing or wrong' },
  'fulfillment.webhook_timestamp_stale': {
    status: 401,
    title: 'The timestamp is more than five minutes off',
  },
  'fulfillment.webhook_too_large': { status: 413, title: 'The webhook is larger than 64 KiB' },
  'fulfillment.webhook_not_json': { status: 400, title: 'The webhook is not JSON' },
  'fulfillment.webhook_invalid': { status: 400, title: 'The webhook is not as its type demands' },
  'fulfillment.webhook_type_unknown': { status: 400, title: 'The type is not one that houses may send' },
  'fulfillment.webhook_time_out_of_range': {
    status: 400,
    title: 'The time lies more than 90 days back or more than 5 minutes ahead',
  },
  'fulfillment.webhook_not_yours': { status: 400, title: 'The fulfillment belongs to another house' },
  'fulfillment.webhook_fulfillment_unknown': {
    status: 400,
    title: 'No such fulfillment became known within a day',
  },
} as const satisfies ErrorTable;
