import { PageQuery } from '../paging';
import { CustomerAddress, CustomerEmail, CustomerPhoneInput } from './contact-points';
import {
  CardLastFour,
  Country,
  Day,
  Flag,
  Id,
  Language,
  ListOf,
  Name,
  Parts,
  PhoneSearch,
  Search,
  TimeZone,
} from '../fields';

/** What a customer can be, besides the name. Lists replace the whole list. */
export class CustomerProfileInput {
  @Parts(CustomerEmail, 'All e-mail addresses; exactly one is primary (the first one, when none says so).', {
    optional: 'not null',
    max: 20,
  })
  emails?: CustomerEmail[];

  @Parts(CustomerPhoneInput, 'All phone numbers.', { optional: 'not null', max: 20 })
  phones?: CustomerPhoneInput[];

  @Parts(CustomerAddress, 'All addresses. The first one says the customer’s country.', {
    optional: 'not null',
    max: 20,
  })
  addresses?: CustomerAddress[];

  @Language('BCP 47 language tag; null clears it.', { optional: 'or null', examples: ['en-US'] })
  language?: string | null;

  @TimeZone('IANA time zone; null clears it.', { optional: 'or null', examples: ['America/New_York'] })
  timeZone?: string | null;

  @ListOf(Name({ min: 1, max: 50 }), 'Keywords to tell customers apart, such as "vip".', {
    optional: 'not null',
    max: 50,
    unique: true,
  })
  tags?: string[];

  @Day('Calendar date; null clears it.', { optional: 'or null', examples: ['1985-04-12'] })
  birthday?: string | null;

  @Id('The user who looks after the customer; null clears it.', { optional: 'or null' })
  ownerId?: string | null;

  @Flag('Whether the customer agreed to hear of offers; null: was not asked.', { optional: 'or null' })
  marketingConsent?: boolean | null;
}

/** Input of CreateCustomer. */
export class CreateCustomerInput extends CustomerProfileInput {
  @Name('The customer’s name as it is shown.', { min: 1, max: 200, examples: ['Ada Lovelace'] })
  name!: string;
}

/** Input of UpdateCustomer: only the fields to change. */
export class UpdateCustomerInput extends CustomerProfileInput {
  @Id()
  id!: string;

  @Name({ optional: 'not null', min: 1, max: 200 })
  name?: string;
}

/** Input of calls about one customer. */
export class CustomerIdInput {
  @Id()
  id!: string;
}

/** Input of SearchCustomers. Every condition given must hold. */
export class SearchCustomersInput extends PageQuery {
  @Search(
    'Looks in names (typing errors forgiven), e-mail addresses, phone numbers in any format, order numbers and the last four digits of cards.',
    { optional: true, min: 1, max: 200 },
  )
  query?: string;

  @Search('Words of the name, or how they begin, in any order; typing errors are forgiven.', {
    optional: true,
    min: 1,
    max: 200,
  })
  name?: string;

  @Search('The first word of the name, or how it begins; typing errors are forgiven.', {
    optional: true,
    min: 1,
    max: 200,
  })
  firstName?: string;

  @Search('Words of the name after the first one, or how they begin; typing errors are forgiven.', {
    optional: true,
    min: 1,
    max: 200,
  })
  lastName?: string;

  @Search('An e-mail address, or how it or a part of it begins.', {
    optional: true,
    min: 1,
    max: 254,
    examples: ['example.net'],
  })
  email?: string;

  @PhoneSearch('A phone number in any format, or its last digits, four at least.', { optional: true })
  phone?: string;

  @Search('Number of any of the customer’s orders.', { optional: true, min: 1, max: 64 })
  orderNumber?: string;

  @CardLastFour('Last four digits of a card the customer paid with.', { optional: true })
  cardLastFour?: string;

  @Search('Words of the lines of an address, or how they begin.', {
    optional: true,
    min: 1,
    max: 200,
    examples: ['12 Main'],
  })
  address?: string;

  @Search('The city of an address, or how it begins.', { optional: true, min: 1, max: 100 })
  city?: string;

  @Search('The state, province or region of an address, or how it begins; two letters are a code.', {
    optional: true,
    min: 1,
    max: 100,
    examples: ['IL'],
  })
  state?: string;

  @Search('The postal code of an address, or how it begins; spaces and dashes do not count.', {
    optional: true,
    min: 1,
    max: 20,
  })
  postalCode?: string;

  @Country('The country of an address, ISO 3166-1 alpha-2.', { optional: true, examples: ['US'] })
  country?: string;
}
