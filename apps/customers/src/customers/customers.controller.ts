import { Controller } from '@nestjs/common';
import {
  CreateCustomer,
  CreateCustomerInput,
  CustomerIdInput,
  GetCustomer,
  IdentifyCustomer,
  IdentifySender,
  IdentifySenderInput,
  SearchCustomers,
  SearchCustomersInput,
  UpdateCustomer,
  UpdateCustomerInput,
  type Call,
  type CustomerView,
  type IdentifiedCustomerView,
  type Page,
  type SenderView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { CustomersQueries } from './customers.queries';
import { CustomersService } from './customers.service';
import { MailSendersService } from './mail-senders.service';

/** Calls about customers. */
@Controller()
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly queries: CustomersQueries,
    private readonly senders: MailSendersService,
  ) {}

  @Handles(CreateCustomer)
  create(input: CreateCustomerInput, call: Call): Promise<CustomerView> {
    return this.customers.create(input, call);
  }

  @Handles(GetCustomer)
  get(input: CustomerIdInput, call: Call): Promise<CustomerView> {
    return this.queries.get(input, call);
  }

  @Handles(IdentifyCustomer)
  who(input: CustomerIdInput, call: Call): Promise<IdentifiedCustomerView> {
    return this.queries.identify(input, call);
  }

  @Handles(SearchCustomers)
  search(input: SearchCustomersInput, call: Call): Promise<Page<CustomerView>> {
    return this.queries.search(input, call);
  }

  @Handles(UpdateCustomer)
  update(input: UpdateCustomerInput, call: Call): Promise<CustomerView> {
    return this.customers.update(input, call);
  }

  @Handles(IdentifySender)
  identify(input: IdentifySenderInput, call: Call): Promise<SenderView> {
    return this.senders.identify(input, call);
  }
}
