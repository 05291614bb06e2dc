import { Controller } from '@nestjs/common';
import {
  type ActOnFulfillmentInput,
  type Call,
  CancelFulfillment,
  ChangeFulfillmentItem,
  type ChangeFulfillmentItemInput,
  FreezeFulfillment,
  type FulfillmentInput,
  type FulfillmentSummaryView,
  type FulfillmentView,
  GetFulfillment,
  HoldFulfillment,
  ListCustomerFulfillments,
  ListFulfillments,
  type ListFulfillmentsInput,
  type ListFulfillmentsOfInput,
  ListOrderFulfillments,
  type Page,
  type ReasonedFulfillmentInput,
  ReleaseFulfillment,
  ReshipFulfillment,
  ThawFulfillment,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { FulfillmentsQueries } from './fulfillments.queries';
import { FulfillmentsService } from './fulfillments.service';

@Controller()
export class FulfillmentsController {
  constructor(
    private readonly fulfillments: FulfillmentsService,
    private readonly queries: FulfillmentsQueries,
  ) {}

  @Handles(GetFulfillment)
  get(input: FulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.queries.get(input.id, call);
  }

  @Handles(ListFulfillments)
  list(input: ListFulfillmentsInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.queries.list(input, call);
  }

  @Handles(ListCustomerFulfillments)
  ofCustomer(input: ListFulfillmentsOfInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.queries.ofCustomer(input, call);
  }

  @Handles(ListOrderFulfillments)
  ofOrder(input: ListFulfillmentsOfInput, call: Call): Promise<Page<FulfillmentSummaryView>> {
    return this.queries.ofOrder(input, call);
  }

  @Handles(HoldFulfillment)
  hold(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.fulfillments.hold(input, call);
  }

  @Handles(ReleaseFulfillment)
  release(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.fulfillments.release(input, call);
  }

  @Handles(FreezeFulfillment)
  freeze(input: ReasonedFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.fulfillments.freeze(input, call);
  }

  @Handles(ThawFulfillment)
  thaw(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.fulfillments.thaw(input, call);
  }

  @Handles(CancelFulfillment)
  cancel(input: ReasonedFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.fulfillments.cancel(input, call);
  }

  @Handles(ReshipFulfillment)
  reship(input: ReasonedFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.fulfillments.reship(input, call);
  }

  @Handles(ChangeFulfillmentItem)
  changeItem(input: ChangeFulfillmentItemInput, call: Call): Promise<FulfillmentView> {
    return this.fulfillments.changeItem(input, call);
  }
}
