import { ShippingAddress } from '../billing/orders/shipping-address';
import { Id, Moment, OneOf, Part, Parts, SomeOf } from '../fields';
import { defineOperation } from '../operation';
import { fulfillmentStatuses, type FulfillmentStatus } from './fulfillment-statuses';

/** What can be done about a parcel that goes to an address of before. */
export const parcelRemedies = ['cancel', 'reship', 'rma'] as const;
export type ParcelRemedy = (typeof parcelRemedies)[number];

/** `changed`: it goes to the new address; `sent`: its house has the one before; `underway`: it is being sent to its house just now, with the one before. */
export const addressOutcomes = ['changed', 'sent', 'underway'] as const;
export type AddressOutcome = (typeof addressOutcomes)[number];

/** Sends what was not sent of an order to another address. */
export class ReaddressOrderInput {
  @Id('The order')
  id!: string;

  @Id()
  customerId!: string;

  @Part(ShippingAddress)
  address!: ShippingAddress;

  @Moment('When the order was told so: the latest word counts')
  asOf!: string;
}

/** A fulfillment of an order whose address was changed. */
export class ReaddressedFulfillmentView {
  @Id()
  fulfillmentId!: string;

  @OneOf(fulfillmentStatuses)
  status!: FulfillmentStatus;

  @OneOf(
    addressOutcomes,
    'changed: it goes to the new address; sent: its house has the one before; underway: it is being sent just now, with the one before',
  )
  outcome!: AddressOutcome;

  @SomeOf(parcelRemedies, 'What can be done about it now where it does not go to the new address')
  offers!: ParcelRemedy[];
}

/** The fulfillments of an order whose address was changed, the oldest first. */
export class ReaddressedOrderView {
  @Parts(ReaddressedFulfillmentView)
  fulfillments!: ReaddressedFulfillmentView[];
}

export const ReaddressOrder = defineOperation({
  name: 'fulfillment.orders.readdress',
  summary: 'Send what was not sent of an order to another address',
  input: ReaddressOrderInput,
  output: ReaddressedOrderView,
  access: 'orders.change',
  // The latest word counts, however often it is said.
  idempotency: 'none',
});
