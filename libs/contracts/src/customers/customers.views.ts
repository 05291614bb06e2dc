import { CustomerAddress, CustomerEmailView, CustomerPhone } from './contact-points';
import type { UpdateCustomerInput } from './customers.inputs';
import { Flag, Id, ListOf, Moment, Money, Parts, Sum, Text, Whole } from '../fields';

/** What was captured of a customer's money, and what of it went back; of a currency. */
export class LifetimeValue {
  @Sum('Captured: sales, billed cycles, captures at the shipment and additional payments')
  captured!: Money;

  @Sum('What went back: voids, refunds, also those made outside, and chargebacks that stand')
  returned!: Money;

  @Sum('Captured minus returned; 0 where more went back')
  value!: Money;
}

/** A customer as every call shows it. */
export class CustomerView implements Record<keyof UpdateCustomerInput, unknown> {
  @Id()
  id!: string;

  /** Grows with every change; what If-Match names. */
  @Whole('Grows with every change; If-Match names it.')
  version!: number;

  @Text()
  name!: string;

  @Parts(CustomerEmailView)
  emails!: CustomerEmailView[];

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

  @Flag('Whether new orders of the customer are refused: something of the customer is blacklisted.')
  blacklisted!: boolean;

  @Whole('How many of the customer’s cases are open or pending.', { min: 0 })
  openCases!: number;

  @Parts(LifetimeValue, 'By currency; for who is kept to campaigns that of the orders in them.')
  lifetimeValue!: LifetimeValue[];

  @Moment('When what is personal of the customer was erased, for ever.', { optional: true })
  anonymisedAt!: string | null;

  @Moment()
  createdAt!: string;

  @Moment()
  updatedAt!: string;
}
