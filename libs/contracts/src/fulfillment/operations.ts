import { defineOperation } from '../operation';
import { page } from '../paging';
import {
  ActOnFulfillmentInput,
  AnnounceReturnInput,
  ChangeFulfillmentItemInput,
  FulfillmentInput,
  ListFulfillmentsInput,
  ListFulfillmentsOfInput,
  ReasonedFulfillmentInput,
} from './fulfillments.inputs';
import { FulfillmentSummaryView, FulfillmentView } from './fulfillments.views';

const refusals = ['fulfillment.not_found', 'fulfillment.state_forbids'] as const;

/** Of what sends something. */
const wanted = [...refusals, 'fulfillment.barred'] as const;

/** What is the same for all that is done to a fulfillment. */
const act = {
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: refusals,
} as const;

export const GetFulfillment = defineOperation({
  name: 'fulfillment.fulfillments.get',
  http: 'GET /fulfillments/{id}',
  summary: 'Read a fulfillment with all that happened to it',
  input: FulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.view',
  errors: ['fulfillment.not_found'],
});

export const ListFulfillments = defineOperation({
  name: 'fulfillment.fulfillments.list',
  http: 'GET /fulfillments',
  summary: 'List fulfillments, newest first',
  input: ListFulfillmentsInput,
  output: page(FulfillmentSummaryView),
  access: 'fulfillments.view',
  errors: ['request.cursor_invalid'],
});

export const ListCustomerFulfillments = defineOperation({
  name: 'fulfillment.fulfillments.of_customer',
  http: 'GET /customers/{id}/fulfillments',
  summary: "List a customer's fulfillments, newest first",
  input: ListFulfillmentsOfInput,
  output: page(FulfillmentSummaryView),
  access: 'fulfillments.view',
  errors: ['request.cursor_invalid'],
});

export const ListOrderFulfillments = defineOperation({
  name: 'fulfillment.fulfillments.of_order',
  http: 'GET /orders/{id}/fulfillments',
  summary: "List an order's fulfillments, newest first",
  input: ListFulfillmentsOfInput,
  output: page(FulfillmentSummaryView),
  access: 'fulfillments.view',
  errors: ['request.cursor_invalid'],
});

export const HoldFulfillment = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.hold',
  http: 'POST /fulfillments/{id}/hold',
  summary: 'Keep a fulfillment back before it is sent to its house',
  input: ActOnFulfillmentInput,
  errors: wanted,
});

export const ReleaseFulfillment = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.release',
  http: 'POST /fulfillments/{id}/release',
  summary: 'Send a fulfillment that was held, or whose sending had failed',
  input: ActOnFulfillmentInput,
  errors: wanted,
});

export const FreezeFulfillment = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.freeze',
  http: 'POST /fulfillments/{id}/freeze',
  summary: 'Hold a fulfillment until it is thawed',
  description:
    'What the house tells meanwhile is kept. A parcel that leaves although it is frozen is marked unexpected.',
  input: ReasonedFulfillmentInput,
});

export const ThawFulfillment = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.thaw',
  http: 'POST /fulfillments/{id}/thaw',
  summary: 'Thaw a frozen fulfillment: it goes on from where it was',
  input: ActOnFulfillmentInput,
  access: 'fulfillments.thaw',
});

export const CancelFulfillment = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.cancel',
  http: 'POST /fulfillments/{id}/cancel',
  summary: 'Cancel a fulfillment',
  description:
    'One that was not sent yet is cancelled at once. Otherwise its house is asked, and its answer (cancelled or cancel_failed) decides. One whose house has it and cannot cancel is refused.',
  input: ReasonedFulfillmentInput,
  errors: [...refusals, 'fulfillment.house_cannot_cancel'],
});

export const AnnounceReturn = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.rma',
  http: 'POST /fulfillments/{id}/rma',
  summary: 'Announce that a parcel comes back',
  description:
    'With `refundAmount` that much is refunded when the return arrives, whoever tells of it. It is promised now, within what is left of the order and the refund limit of whoever announces it; a refund that fails then goes to the refund queue.',
  input: AnnounceReturnInput,
  errors: [
    ...refusals,
    'billing.not_found',
    'billing.currency_mismatch',
    'billing.amount_invalid',
    'billing.refund_exceeds_charge',
    'billing.refund_limit_exceeded',
    'billing.refund_promise_settled',
  ],
});

export const WithdrawReturn = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.withdraw_rma',
  http: 'DELETE /fulfillments/{id}/rma',
  summary: 'Withdraw an announced return: the parcel stays with the customer',
  description:
    'It is where it was before: shipped, or delivered. What was promised to be refunded is not refunded any more, and counts against no limit. It may be announced once more.',
  input: FulfillmentInput,
});

export const ReceiveReturn = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.return',
  http: 'POST /fulfillments/{id}/return',
  summary: 'Enter that a parcel has come back',
  input: ActOnFulfillmentInput,
});

export const ReshipFulfillment = defineOperation({
  ...act,
  name: 'fulfillment.fulfillments.reship',
  http: 'POST /fulfillments/{id}/reship',
  status: 201,
  summary: 'Send the same items once more, as a new fulfillment',
  description:
    'Only what is paid is sent: where its order was cancelled, or nothing is left of what was paid for it, this answers `fulfillment.barred`. A replacement that is free all the same is an order of its own, by a discount of 100 % or a price point of nothing.',
  input: ReasonedFulfillmentInput,
  errors: wanted,
});

export const ChangeFulfillmentItem = defineOperation({
  ...act,
  name: 'fulfillment.items.change',
  http: 'PATCH /fulfillments/{id}/items/{itemId}',
  summary: 'Change an item before it is sent to the house',
  input: ChangeFulfillmentItemInput,
  errors: [...wanted, 'fulfillment.item_exceeds_order'],
});
