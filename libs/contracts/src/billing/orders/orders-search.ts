import { PageQuery } from '../../paging';
import { orderStatuses, type OrderStatus } from './orders.inputs';
import { CardLastFour, Country, Id, Ids, Moment, PhoneSearch, Search, SomeOf } from '../../fields';

/**
 * Searches orders, newest first. Every condition given must hold. A name, e-mail address or phone number is that of the
 * order's buyer, or of the customer as it is now (the 200 who fit best).
 */
export class SearchOrdersInput extends PageQuery {
  @Search(
    'Whatever it may be: an order number, words of a name, an e-mail address, a phone number, or how they begin',
    { optional: true, min: 1, max: 200 },
  )
  query?: string;

  @Search('The order number, or how it begins', { optional: true, min: 1, max: 30 })
  orderNumber?: string;

  @Ids({ optional: true, max: 50, unique: true })
  campaignId?: string[];

  @Ids('The call centers that orders came through', { optional: true, max: 50, unique: true })
  callCenterId?: string[];

  @Ids({ optional: true, max: 50, unique: true })
  productId?: string[];

  @SomeOf(orderStatuses, { optional: true, unique: true })
  status?: OrderStatus[];

  @Id({ optional: true })
  customerId?: string;

  @CardLastFour({ optional: true })
  cardLast4?: string;

  @Search(
    'Words of the buyer’s or recipient’s name, or how they begin; typing errors in the customer’s are forgiven',
    { optional: true, min: 1, max: 200 },
  )
  name?: string;

  @Search('An e-mail address of the buyer, or how it begins', { optional: true, min: 1, max: 254 })
  email?: string;

  @PhoneSearch('A phone number of the buyer in any format, or its last digits, four at least', {
    optional: true,
  })
  phone?: string;

  @Search('Words of the street lines it is shipped to, or how they begin', {
    optional: true,
    min: 1,
    max: 200,
  })
  address?: string;

  @Search('The city it is shipped to, or how it begins', { optional: true, min: 1, max: 100 })
  city?: string;

  @Search('The state, province or region it is shipped to, or how it begins', {
    optional: true,
    min: 1,
    max: 100,
  })
  state?: string;

  @Search('The postal code it is shipped to, or how it begins', { optional: true, min: 1, max: 20 })
  postalCode?: string;

  @Country('The country it is shipped to, ISO 3166-1 alpha-2, upper case', {
    optional: true,
    examples: ['US'],
  })
  country?: string;

  @Moment('Ordered at or after (RFC 3339)', { optional: true })
  from?: string;

  @Moment('Ordered before (RFC 3339)', { optional: true })
  to?: string;
}
