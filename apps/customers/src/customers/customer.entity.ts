import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  DomainError,
  newId,
  type Actor,
  type CreateCustomerInput,
  type CustomerEmail,
  type CustomerEmailView,
  type CustomerPhone,
  type UpdateCustomerInput,
} from '@daybook/contracts';
import { asGiven, changeFields, type FieldChanges } from '@daybook/persistence';
import { changedAddressFields, replaceAddresses, type KeptAddress } from './addresses';
import { readPhone } from './phone-numbers';

/** An e-mail address as it is kept. */
export type KeptEmail = Required<CustomerEmail> & Pick<CustomerEmailView, 'bouncedAt'>;

/** What a change did: names of the fields that differ now, those of addresses apart. */
export interface CustomerChange {
  fields: string[];
  addressFields: string[];
}

/** What anonymising leaves of each field. Who looks after a customer is nothing personal of theirs. */
const nobody: Pick<Customer, Exclude<keyof UpdateCustomerInput, 'id' | 'ownerId'>> = {
  name: 'Anonymised customer',
  emails: [],
  phones: [],
  addresses: [],
  language: null,
  timeZone: null,
  birthday: null,
  marketingConsent: null,
  tags: [],
};

/** How each field is taken over, but for the addresses, which are compared by their own fields. */
const changes: FieldChanges<Omit<UpdateCustomerInput, 'id' | 'addresses'>, Customer> = {
  name: (name) => name.trim().replace(/\s+/g, ' '),
  emails: (emails, before) => withOnePrimary(emails, before.emails),
  phones: (phones, { country }) => phones.map((phone) => readPhone(phone, country)),
  language: asGiven,
  timeZone: asGiven,
  birthday: (birthday, _, now) => past(birthday, now),
  ownerId: asGiven,
  marketingConsent: asGiven,
  tags: asGiven,
};

/** A customer: name, contact points and what is known about how to treat them. */
@Entity({ tableName: 'customer' })
export class Customer {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'text' })
  name!: string;

  /** One of them is primary, unless there is none. */
  @Property({ type: 'json', columnType: 'jsonb' })
  emails: KeptEmail[] = [];

  @Property({ type: 'json', columnType: 'jsonb' })
  phones: CustomerPhone[] = [];

  @Property({ type: 'json', columnType: 'jsonb' })
  addresses: KeptAddress[] = [];

  @Property({ type: 'text', nullable: true })
  language: string | null = null;

  @Property({ type: 'text', nullable: true })
  timeZone: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  tags: string[] = [];

  /** A calendar date, kept as text: it has no time zone. */
  @Property({ type: 'text', nullable: true })
  birthday: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  ownerId: string | null = null;

  /** Null: was not asked. */
  @Property({ type: 'boolean', nullable: true })
  marketingConsent: boolean | null = null;

  /** The user or key that created it; a sales rep sees the customers that they created. */
  @Property({ type: 'uuid', nullable: true })
  createdBy: string | null = null;

  /** When what is personal was erased, for ever. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  anonymisedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  updatedAt!: Date;

  /** Of the first address. */
  get country(): string | null {
    return this.addresses[0]?.country ?? null;
  }

  static create(input: CreateCustomerInput, by: Actor, now: Date): Customer {
    const customer = new Customer();
    customer.createdBy = by.id;
    customer.createdAt = now;
    customer.change(input, now);
    return customer;
  }

  /**
   * Changes the fields given; a field left out stays.
   * @throws DomainError `customers.several_primary_emails`, `.email_repeated`, `.address_unknown`, `.birthday_in_future`
   */
  change(input: Omit<UpdateCustomerInput, 'id'>, now: Date): CustomerChange {
    const before = this.addresses;
    // The first of them says in which country a phone number is read.
    if (input.addresses !== undefined) this.addresses = replaceAddresses(before, input.addresses);
    const fields = changeFields(this, input, changes, now);
    const addressFields = changedAddressFields(before, this.addresses);
    if (fields.length > 0 || addressFields.length > 0) this.updatedAt = now;
    return { fields, addressFields };
  }

  /** What was sent to an address has come back. Answers whether that was news. */
  bounced(address: string, now: Date): boolean {
    const isNews = (email: KeptEmail): boolean =>
      email.bouncedAt === undefined && email.address.toLowerCase() === address.toLowerCase();
    if (!this.emails.some(isNews)) return false;
    this.emails = this.emails.map((email) =>
      isNews(email) ? { ...email, bouncedAt: now.toISOString() } : email,
    );
    this.updatedAt = now;
    return true;
  }

  /** Erases what is personal, for ever. */
  anonymise(now: Date): void {
    Object.assign(this, nobody);
    this.anonymisedAt = now;
    this.updatedAt = now;
  }
}

function withOnePrimary(given: readonly CustomerEmail[], before: readonly KeptEmail[]): KeptEmail[] {
  const addresses = given.map((email) => email.address.trim());
  if (new Set(addresses.map((address) => address.toLowerCase())).size < addresses.length) {
    throw new DomainError('customers.email_repeated');
  }
  const primaries = given.filter((email) => email.primary === true).length;
  if (primaries > 1) throw new DomainError('customers.several_primary_emails');
  return given.map((email, index) => {
    const address = addresses[index];
    const bouncedAt = before.find((one) => one.address.toLowerCase() === address.toLowerCase())?.bouncedAt;
    return {
      address,
      primary: primaries === 0 ? index === 0 : email.primary === true,
      ...(bouncedAt === undefined ? {} : { bouncedAt }),
    };
  });
}

function past(birthday: string | null, now: Date): string | null {
  if (birthday !== null && birthday > now.toISOString().slice(0, 10)) {
    throw new DomainError('customers.birthday_in_future');
  }
  return birthday;
}
