import { defineOperation } from '../operation';
import { Country, Email, Flag, Id, Name, Part, Text } from '../fields';

/** Whoever an e-mail came from. */
export class IdentifySenderInput {
  @Email({ max: 254 })
  address!: string;

  @Name('As the e-mail names them.', { optional: 'not null', min: 1, max: 200 })
  name?: string;

  @Flag('Whether somebody unknown becomes a customer.')
  create!: boolean;
}

/** The customer that somebody is. */
export class SenderCustomer {
  @Id()
  id!: string;

  @Text()
  name!: string;

  @Country({ optional: true })
  country!: string | null;
}

/** Who an e-mail came from; no customer where nobody has the address. */
export class SenderView {
  @Part(SenderCustomer, { optional: true })
  customer?: SenderCustomer;
}

/**
 * Says which customer has an e-mail address: who has it as the primary one, else who was changed last. Asked by cases
 * when mail comes in.
 */
export const IdentifySender = defineOperation({
  name: 'customers.identify_sender',
  summary: 'Say which customer an e-mail came from',
  input: IdentifySenderInput,
  output: SenderView,
  access: 'public',
  idempotency: 'none',
});
