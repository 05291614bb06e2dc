import { defineOperation } from '../operation';
import { page } from '../paging';
import { DeliveryInput, ListDeliveriesInput, RedeliverInput } from './deliveries.inputs';
import { DeliveryView, HouseTestView } from './deliveries.views';
import { FulfillmentView } from './fulfillments.views';
import { FulfillmentHouseInput } from './houses.inputs';

export const ListDeliveries = defineOperation({
  name: 'fulfillment.deliveries.list',
  http: 'GET /webhooks/deliveries',
  summary: 'List tries to deliver orders and cancellations to houses, newest first',
  description:
    'Each try with its time, answer, duration and error. They are kept for 30 days unless the operator says otherwise.',
  input: ListDeliveriesInput,
  output: page(DeliveryView),
  access: 'operations.view',
  errors: ['request.cursor_invalid'],
});

export const GetDelivery = defineOperation({
  name: 'fulfillment.deliveries.get',
  http: 'GET /webhooks/deliveries/{id}',
  summary: "Read one try to deliver to a house, with the beginning of the house's answer",
  input: DeliveryInput,
  output: DeliveryView,
  access: 'operations.view',
  errors: ['fulfillment.not_found'],
});

export const Redeliver = defineOperation({
  name: 'fulfillment.deliveries.redeliver',
  http: 'POST /webhooks/deliveries/{id}/redeliver',
  summary: 'Try once more to deliver a message that a house did not take',
  description:
    'At once, and also while the house counts as down. The message goes under the same `webhook-id`, unless what it says has changed since. One that waits for its next try is tried now. One that was delivered, sent anew or given up is refused. Answers the fulfillment; the try stands in the log when it is over.',
  input: RedeliverInput,
  output: FulfillmentView,
  access: 'operations.change',
  errors: ['fulfillment.not_found', 'fulfillment.state_forbids', 'fulfillment.barred'],
});

export const TestHouse = defineOperation({
  name: 'fulfillment.houses.test',
  http: 'POST /fulfillment-houses/{id}/test',
  summary: 'Send a test message to a fulfillment house, and answer what it says',
  description:
    'A `fulfillment.test` without data, signed like every other message, tried once and not kept. Nothing is to be done for it: a house that takes the signature answers 2xx.',
  input: FulfillmentHouseInput,
  output: HouseTestView,
  access: 'parties.manage',
  idempotency: 'none',
  errors: ['fulfillment.not_found'],
});
