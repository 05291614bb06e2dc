import { defineOperation, type AnyOperation } from '../operation';
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
import { houseOperations } from './house.operations';
import { webhookOperations } from './webhook.operations';

const tag = 'fulfillments';
const refusals = ['fulfillment.not_found', 'fulfillment.state_forbids'] as const;

export const GetFulfillment = defineOperation({
  name: 'fulfillment.fulfillments.get',
  kind: 'query',
  http: 'GET /fulfillments/{id}',
  summary: 'Read a fulfillment with all that happened to it',
  tag,
  input: FulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.view',
  errors: ['fulfillment.not_found'],
});

export const ListFulfillments = defineOperation({
  name: 'fulfillment.fulfillments.list',
  kind: 'query',
  http: 'GET /fulfillments',
  summary: 'List fulfillments, newest first',
  tag,
  input: ListFulfillmentsInput,
  output: page(FulfillmentSummaryView),
  access: 'fulfillments.view',
  errors: ['request.cursor_invalid'],
});

export const ListCustomerFulfillments = defineOperation({
  name: 'fulfillment.fulfillments.of_customer',
  kind: 'query',
  http: 'GET /customers/{id}/fulfillments',
  summary: "List a customer's fulfillments, newest first",
  tag: 'customers',
  input: ListFulfillmentsOfInput,
  output: page(FulfillmentSummaryView),
  access: 'fulfillments.view',
  errors: ['request.cursor_invalid'],
});

export const ListOrderFulfillments = defineOperation({
  name: 'fulfillment.fulfillments.of_order',
  kind: 'query',
  http: 'GET /orders/{id}/fulfillments',
  summary: "List an order's fulfillments, newest first",
  tag: 'orders',
  input: ListFulfillmentsOfInput,
  output: page(FulfillmentSummaryView),
  access: 'fulfillments.view',
  errors: ['request.cursor_invalid'],
});

export const HoldFulfillment = defineOperation({
  name: 'fulfillment.fulfillments.hold',
  kind: 'command',
  http: 'POST /fulfillments/{id}/hold',
  summary: 'Keep a fulfillment back before it is sent to its house',
  tag,
  input: ActOnFulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: refusals,
});

export const ReleaseFulfillment = defineOperation({
  name: 'fulfillment.fulfillments.release',
  kind: 'command',
  http: 'POST /fulfillments/{id}/release',
  summary: 'Send a fulfillment that was held, or whose sending had failed',
  tag,
  input: ActOnFulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: refusals,
});

export const FreezeFulfillment = defineOperation({
  name: 'fulfillment.fulfillments.freeze',
  kind: 'command',
  http: 'POST /fulfillments/{id}/freeze',
  summary: 'Hold a fulfillment until it is thawed',
  description:
    'What the house tells meanwhile is kept. A parcel that leaves although it is frozen is marked unexpected.',
  tag,
  input: ReasonedFulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: refusals,
});

export const ThawFulfillment = defineOperation({
  name: 'fulfillment.fulfillments.thaw',
  kind: 'command',
  http: 'POST /fulfillments/{id}/thaw',
  summary: 'Thaw a frozen fulfillment: it goes on from where it was',
  tag,
  input: ActOnFulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.thaw',
  ifMatch: 'accepted',
  errors: refusals,
});

export const CancelFulfillment = defineOperation({
  name: 'fulfillment.fulfillments.cancel',
  kind: 'command',
  http: 'POST /fulfillments/{id}/cancel',
  summary: 'Cancel a fulfillment',
  description:
    'One that was not sent yet is cancelled at once. Otherwise its house is asked, and its answer (cancelled or cancel_failed) decides.',
  tag,
  input: ReasonedFulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: refusals,
});

export const AnnounceReturn = defineOperation({
  name: 'fulfillment.fulfillments.rma',
  kind: 'command',
  http: 'POST /fulfillments/{id}/rma',
  summary: 'Announce that a parcel comes back',
  tag,
  input: AnnounceReturnInput,
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: refusals,
});

export const ReceiveReturn = defineOperation({
  name: 'fulfillment.fulfillments.return',
  kind: 'command',
  http: 'POST /fulfillments/{id}/return',
  summary: 'Enter that a parcel has come back',
  tag,
  input: ActOnFulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: refusals,
});

export const ReshipFulfillment = defineOperation({
  name: 'fulfillment.fulfillments.reship',
  kind: 'command',
  http: 'POST /fulfillments/{id}/reship',
  status: 201,
  summary: 'Send the same items once more, as a new fulfillment',
  tag,
  input: ReasonedFulfillmentInput,
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: refusals,
});

export const ChangeFulfillmentItem = defineOperation({
  name: 'fulfillment.items.change',
  kind: 'command',
  http: 'PATCH /fulfillments/{id}/items/{itemId}',
  summary: 'Change an item before it is sent to the house',
  tag,
  input: ChangeFulfillmentItemInput,
  output: FulfillmentView,
  access: 'fulfillments.change',
  ifMatch: 'accepted',
  errors: [...refusals, 'fulfillment.item_exceeds_order'],
});

/** Every call that the fulfillment service answers. */
export const fulfillmentOperations: readonly AnyOperation[] = [
  GetFulfillment,
  ListFulfillments,
  ListCustomerFulfillments,
  ListOrderFulfillments,
  HoldFulfillment,
  ReleaseFulfillment,
  FreezeFulfillment,
  ThawFulfillment,
  CancelFulfillment,
  AnnounceReturn,
  ReceiveReturn,
  ReshipFulfillment,
  ChangeFulfillmentItem,
  ...houseOperations,
  ...webhookOperations,
];
