import { PageQuery } from '../paging';
import { Id, Note, OneOf } from '../fields';

/** How a try to deliver a message to a house ended. */
export const deliveryOutcomes = ['succeeded', 'failed'] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** Lists tries to deliver messages to houses, newest first. Every condition given must hold. */
export class ListDeliveriesInput extends PageQuery {
  @Id('Only those to one house', { optional: true })
  houseId?: string;

  @Id('Only those about one fulfillment', { optional: true })
  fulfillmentId?: string;

  @OneOf(deliveryOutcomes, '`succeeded`: answered 2xx; `failed`: anything else, or no answer', {
    optional: true,
  })
  outcome?: DeliveryOutcome;
}

/** Names one try. Errors: `fulfillment.not_found`. */
export class DeliveryInput {
  @Id()
  id!: string;
}

/** Has a message delivered once more. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`. */
export class RedeliverInput extends DeliveryInput {
  @Note('Why; stands in the timeline', { optional: true, min: 1, max: 500 })
  note?: string;
}
