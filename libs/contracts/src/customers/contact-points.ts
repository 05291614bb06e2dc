import { ShippingAddress } from '../billing/orders/shipping-address';
import { Described, Email, Flag, Id, Moment, Name, OneOf, Phone, Text } from '../fields';

/** What an address is used for. */
export const addressPurposes = ['shipping', 'billing', 'home', 'work', 'other'] as const;
/** A purpose of an address. */
export type AddressPurpose = (typeof addressPurposes)[number];

/** One e-mail address of a customer. */
@Described('An e-mail address of a customer; exactly one of them is the primary one.')
export class CustomerEmail {
  @Email('The address as it was given.', { max: 254, examples: ['ada@example.com'] })
  address!: string;

  /** The one used for contact, alerts and newsletters. The first one is, when none says so. */
  @Flag('Used for contact, alerts and newsletters. The first one is, when none says so.', { optional: true })
  primary?: boolean;
}

/** An e-mail address as it is shown. */
@Described('An e-mail address of a customer; exactly one of them is the primary one.')
export class CustomerEmailView extends CustomerEmail {
  @Moment('Since when e-mails to it come back; gone when the address is taken away.', { optional: true })
  bouncedAt?: string;
}

/** A phone number as a caller gives it. */
@Described('A phone number in any usual notation.')
export class CustomerPhoneInput {
  @Phone(
    'In any usual notation. Without an international prefix it is read in the country of the first address.',
    { examples: ['+1 (415) 555-2671'] },
  )
  number!: string;

  /** What it is, in a word, such as "mobile". */
  @Name('What it is, in a word.', { optional: true, min: 1, max: 40, examples: ['mobile'] })
  label?: string;
}

/** A phone number of a customer: what was typed, and the number it means. */
@Described('A phone number of a customer.')
export class CustomerPhone {
  @Text('What was typed.')
  entered!: string;

  /** E.164; null when what was typed could not be read as a valid number. */
  @Text('E.164; null when what was typed is no valid number in any country known for the customer.', {
    optional: true,
    examples: ['+14155552671'],
  })
  number!: string | null;

  @Text('The extension that was typed with it.', { optional: true })
  extension?: string;

  @Text({ optional: true })
  label?: string;
}

/** A postal address of a customer. */
@Described('A postal address of a customer.')
export class CustomerAddress extends ShippingAddress {
  /** In a change: the address that is meant; a new one gets an id. */
  @Id('Given by the system. In a change it says which address is meant; a new one has none.', {
    optional: true,
  })
  id?: string;

  @OneOf(addressPurposes, 'What the address is used for.')
  purpose!: AddressPurpose;
}
