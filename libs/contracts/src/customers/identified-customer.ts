import { Country, Id, Text } from '../fields';
import { defineOperation } from '../operation';
import { CustomerIdInput } from './customers.inputs';

/** Who a customer is, in as few words as another service needs. */
export class IdentifiedCustomerView {
  @Id()
  id!: string;

  @Text()
  name!: string;

  @Country({ optional: true })
  country!: string | null;

  @Id('The user whose customer it is.', { optional: true })
  ownerId!: string | null;
}

/**
 * Says who a customer is to a service that has not heard of them yet. It asks for the caller, who need not be allowed to
 * read customers: a connector names one and sees nothing of them. A customer of other campaigns than the caller's is
 * not found.
 */
export const IdentifyCustomer = defineOperation({
  name: 'customers.identify',
  summary: 'Say who a customer is',
  input: CustomerIdInput,
  output: IdentifiedCustomerView,
  access: 'self',
  errors: ['customers.not_found'],
});
