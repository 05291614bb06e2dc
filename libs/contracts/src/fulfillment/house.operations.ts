import { defineOperation } from '../operation';
import { page } from '../paging';
import {
  ChangeFulfillmentHouseInput,
  CreateFulfillmentHouseInput,
  FulfillmentHouseInput,
  ListFulfillmentHousesInput,
  RotateHouseSecretsInput,
} from './houses.inputs';
import { FulfillmentHouseSecretsView, FulfillmentHouseView } from './houses.views';

export const CreateFulfillmentHouse = defineOperation({
  name: 'fulfillment.houses.create',
  http: 'POST /fulfillment-houses',
  status: 201,
  summary: 'Register a fulfillment house',
  description:
    'Answers the two secrets, which are never shown again. Fulfillments that had no house yet are given to it.',
  input: CreateFulfillmentHouseInput,
  output: FulfillmentHouseSecretsView,
  access: 'parties.manage',
  // An answer kept for a repeat would keep the secrets.
  idempotency: 'none',
  errors: ['fulfillment.name_taken', 'fulfillment.url_forbidden'],
});

export const ListFulfillmentHouses = defineOperation({
  name: 'fulfillment.houses.list',
  http: 'GET /fulfillment-houses',
  summary: 'List the fulfillment houses by name',
  input: ListFulfillmentHousesInput,
  output: page(FulfillmentHouseView),
  access: 'fulfillments.view',
  errors: ['request.cursor_invalid'],
});

export const GetFulfillmentHouse = defineOperation({
  name: 'fulfillment.houses.get',
  http: 'GET /fulfillment-houses/{id}',
  summary: 'Read a fulfillment house',
  input: FulfillmentHouseInput,
  output: FulfillmentHouseView,
  access: 'fulfillments.view',
  errors: ['fulfillment.not_found'],
});

export const ChangeFulfillmentHouse = defineOperation({
  name: 'fulfillment.houses.change',
  http: 'PATCH /fulfillment-houses/{id}',
  summary: 'Change or retire a fulfillment house',
  input: ChangeFulfillmentHouseInput,
  output: FulfillmentHouseView,
  access: 'parties.manage',
  ifMatch: 'accepted',
  errors: ['fulfillment.not_found', 'fulfillment.url_forbidden'],
});

export const RotateHouseSecrets = defineOperation({
  name: 'fulfillment.houses.rotate_secrets',
  http: 'POST /fulfillment-houses/{id}/secrets',
  status: 201,
  summary: 'Make new secrets for a fulfillment house',
  description: 'The old ones are good for the overlap; orders are signed with old and new ones meanwhile.',
  input: RotateHouseSecretsInput,
  output: FulfillmentHouseSecretsView,
  access: 'parties.manage',
  idempotency: 'none',
  errors: ['fulfillment.not_found'],
});
