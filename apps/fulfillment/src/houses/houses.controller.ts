import { Controller } from '@nestjs/common';
import {
  ChangeFulfillmentHouse,
  type ChangeFulfillmentHouseInput,
  CreateFulfillmentHouse,
  type CreateFulfillmentHouseInput,
  GetFulfillmentHouse,
  type FulfillmentHouseInput,
  type FulfillmentHouseSecretsView,
  type FulfillmentHouseView,
  ListFulfillmentHouses,
  type ListFulfillmentHousesInput,
  RotateHouseSecrets,
  type RotateHouseSecretsInput,
  type Call,
  type Page,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { HousesQueries } from './houses.queries';
import { HousesService } from './houses.service';

@Controller()
export class HousesController {
  constructor(
    private readonly houses: HousesService,
    private readonly queries: HousesQueries,
  ) {}

  @Handles(CreateFulfillmentHouse)
  create(input: CreateFulfillmentHouseInput, call: Call): Promise<FulfillmentHouseSecretsView> {
    return this.houses.create(input, call);
  }

  @Handles(ChangeFulfillmentHouse)
  change(input: ChangeFulfillmentHouseInput, call: Call): Promise<FulfillmentHouseView> {
    return this.houses.change(input, call);
  }

  @Handles(RotateHouseSecrets)
  rotateSecrets(input: RotateHouseSecretsInput, call: Call): Promise<FulfillmentHouseSecretsView> {
    return this.houses.rotateSecrets(input, call);
  }

  @Handles(GetFulfillmentHouse)
  get(input: FulfillmentHouseInput, call: Call): Promise<FulfillmentHouseView> {
    return this.queries.get(input.id, call);
  }

  @Handles(ListFulfillmentHouses)
  list(input: ListFulfillmentHousesInput, call: Call): Promise<Page<FulfillmentHouseView>> {
    return this.queries.list(input, call);
  }
}
