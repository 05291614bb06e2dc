import { CustomerAddress, CustomerEmail, CustomerPhone } from './contact-points';
import type { UpdateCustomerInput } from './customers.inputs';
import { Flag, Id, ListOf, Moment, Parts, Text, Whole } from '../fields';

/** A customer as every call shows it. */
export class CustomerView implements Record<keyof UpdateCustomerInput, unknown> {
  @Id()
  id!: string;

  /** Grows with every change; what If-Match names. */
  @Whole('Grows with every change; If-Match names it.')
  version!: number;

  @Text()
  name!: string;

  @Parts(CustomerEmail)
  emails!: CustomerEmail[];

  @Parts(CustomerPhone)
  phones!: CustomerPhone[];

  @Parts(CustomerAddress)
  addresses!: CustomerAddress[];

  /** Of the first address. */
  @Text('Country of the first address.', { optional: true })
  country!: string | null;

  @Text({ optional: true })
  language!: string | null;

  @Text({ optional: true })
  timeZone!: string | null;

  @ListOf(Text())
  tags!: string[];

  @Text({ optional: true })
  birthday!: string | null;

  @Id({ optional: true })
  ownerId!: string | null;

  @Flag('Whether the customer agreed to hear of offers; null: was not asked.', { optional: true })
  marketingConsent!: boolean | null;

  @Moment('When what is personal of the customer was erased, for ever.', { optional: true })
  anonymisedAt!: string | null;

  @Moment()
  createdAt!: string;

  @Moment()
  updatedAt!: string;
}
