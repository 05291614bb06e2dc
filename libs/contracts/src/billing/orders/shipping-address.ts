import { Country, Name } from '../../fields';

/** Where an order is shipped to. Personal data: in events it stands in `personal.shippingAddress` only. */
export class ShippingAddress {
  @Name('Who receives there, where it is not the customer.', { optional: true, min: 1, max: 200 })
  recipient?: string;

  @Name('Street and number.', { min: 1, max: 200 })
  line1!: string;

  @Name({ optional: true, min: 1, max: 200 })
  line2?: string;

  @Name({ min: 1, max: 100 })
  city!: string;

  @Name('State, province or region.', { optional: true, min: 1, max: 100 })
  state?: string;

  @Name({ optional: true, min: 1, max: 20 })
  postalCode?: string;

  @Country('ISO 3166-1 alpha-2, upper case.', { examples: ['US'] })
  country!: string;
}
