import { Embeddable, Property } from '@mikro-orm/core';
import type { OrderCustomerInput, ShippingAddress } from '@daybook/contracts';
import { fold, foldPostalCode, typedPhoneDigits } from '@daybook/persistence';

/** What an order is found by beside its own fields, as it is compared: of the buyer, and of where it is shipped to. */
@Embeddable()
export class OrderTerms {
  /** Words in small plain letters, a space before each: what begins a word is found by it. */
  @Property({ type: 'text', nullable: true })
  name: string | null = null;

  @Property({ type: 'text', nullable: true })
  email: string | null = null;

  /** Digits backwards. */
  @Property({ type: 'text', nullable: true })
  phone: string | null = null;

  /** Words of both lines, as in a name. */
  @Property({ type: 'text', nullable: true })
  address: string | null = null;

  @Property({ type: 'text', nullable: true })
  city: string | null = null;

  @Property({ type: 'text', nullable: true })
  state: string | null = null;

  @Property({ type: 'text', nullable: true })
  postalCode: string | null = null;

  static of(customer: OrderCustomerInput | null, address: ShippingAddress | null): OrderTerms {
    const terms = new OrderTerms();
    terms.name = words([customer?.name, address?.recipient]);
    terms.email = customer?.email?.trim().toLowerCase() ?? null;
    terms.phone =
      customer?.phone === undefined ? null : typedPhoneDigits(customer.phone, address?.country ?? null);
    terms.address = words([address?.line1, address?.line2]);
    terms.city = address === null ? null : fold(address.city);
    terms.state = address?.state === undefined ? null : fold(address.state);
    terms.postalCode = address?.postalCode === undefined ? null : foldPostalCode(address.postalCode);
    return terms;
  }
}

function words(texts: readonly (string | undefined)[]): string | null {
  const folded = fold(texts.filter((text) => text !== undefined).join(' '));
  return folded === '' ? null : ` ${folded}`;
}
