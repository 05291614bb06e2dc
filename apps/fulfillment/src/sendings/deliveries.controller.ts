import { Controller } from '@nestjs/common';
import {
  GetDelivery,
  ListDeliveries,
  Redeliver,
  TestHouse,
  type Call,
  type DeliveryInput,
  type DeliveryView,
  type FulfillmentHouseInput,
  type FulfillmentView,
  type HouseTestView,
  type ListDeliveriesInput,
  type Page,
  type RedeliverInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { DeliveriesQueries } from './deliveries.queries';
import { DeliveriesService } from './deliveries.service';
import { HouseTestsService } from './house-tests.service';

@Controller()
export class DeliveriesController {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly deliveries: DeliveriesService,
    private readonly tests: HouseTestsService,
  ) {}

  @Handles(ListDeliveries)
  list(input: ListDeliveriesInput, call: Call): Promise<Page<DeliveryView>> {
    return this.queries.list(input, call);
  }

  @Handles(GetDelivery)
  get(input: DeliveryInput, call: Call): Promise<DeliveryView> {
    return this.queries.get(input.id, call);
  }

  @Handles(Redeliver)
  redeliver(input: RedeliverInput, call: Call): Promise<FulfillmentView> {
    return this.deliveries.redeliver(input, call);
  }

  @Handles(TestHouse)
  test(input: FulfillmentHouseInput): Promise<HouseTestView> {
    return this.tests.test(input);
  }
}
