import { blacklistKinds, type BlacklistKind } from '../activity/attributes/customers-attributes';
import { CustomerIdInput } from './customers.inputs';
import { Flag, Id, Moment, Name, Note, OneOf, Parts, Text } from '../fields';

/** One thing that new orders are matched by. */
export class BlacklistEntryInput {
  @OneOf(blacklistKinds)
  kind!: BlacklistKind;

  @Name(
    'card_bin: the first 6 to 8 digits of cards. country: ISO 3166-1 alpha-2. state: country and state, such as US-IL. Without it: all e-mail addresses, phone numbers, countries or states of the customer; a card BIN and an IP must be given.',
    { optional: true, min: 1, max: 254, examples: ['US-IL'] },
  )
  value?: string;
}

/**
 * Blacklists a customer, or changes what new orders are matched by. Errors: `customers.not_found`,
 * `customers.blacklist_value_missing`, `customers.blacklist_value_invalid`, `customers.anonymised`.
 */
export class BlacklistCustomerInput extends CustomerIdInput {
  @Note('Why, as people will want to know.', { min: 1, max: 500 })
  reason!: string;

  @Parts(BlacklistEntryInput, 'All that new orders are matched by from now on; what is left out is lifted.', {
    min: 1,
    max: 100,
  })
  entries!: BlacklistEntryInput[];
}

/** Lifts a customer's blacklist. Errors: `customers.not_found`, `customers.not_blacklisted`. */
export class LiftBlacklistInput extends CustomerIdInput {
  @Note('Why, as people will want to know.', { min: 1, max: 500 })
  reason!: string;
}

/** One thing that new orders are matched by, and who said so. */
export class BlacklistEntryView {
  @Id()
  id!: string;

  @OneOf(blacklistKinds)
  kind!: BlacklistKind;

  @Text('In the notation in which it is compared.')
  value!: string;

  @Text()
  reason!: string;

  @Text('Username of whoever blacklisted.')
  by!: string;

  @Moment()
  since!: string;
}

/** Whether and by what a customer is blacklisted. */
export class BlacklistView {
  @Id()
  customerId!: string;

  @Flag()
  blacklisted!: boolean;

  @Parts(BlacklistEntryView)
  entries!: BlacklistEntryView[];
}
