import { Controller, Injectable, Module } from '@nestjs/common';
import {
  CreateCustomer,
  type CreateCustomerInput,
  type CustomerIdInput,
  type CustomerView,
  DomainError,
  GetCustomer,
  newId,
  SearchCustomers,
  type Call,
  type Page,
  type SearchCustomersInput,
} from '@daybook/contracts';
import { Handles, ServiceConfig, ServiceModule } from '@daybook/messaging';

/** What the double was asked, in order. */
@Injectable()
export class Heard {
  readonly calls: { input: object; call: Call }[] = [];
}

/** Plays the customers service: the customer's name says how it answers. */
@Controller()
class CustomersDoubleController {
  constructor(private readonly heard: Heard) {}

  @Handles(CreateCustomer)
  create(input: CreateCustomerInput, call: Call): Promise<CustomerView> {
    this.heard.calls.push({ input, call });
    const view = { id: newId(), name: input.name, version: 7 } as CustomerView;
    if (input.name === 'slow') {
      return new Promise((resolve) => setTimeout(resolve, 3_500, view));
    }
    if (input.name === 'refused') {
      throw new DomainError('customers.email_repeated', {
        detail: 'It is there twice.',
        errors: [{ field: 'emails.1', message: 'is there twice' }],
      });
    }
    if (input.name === 'broken') throw new Error('a mistake with a secret in it');
    return Promise.resolve(view);
  }

  @Handles(GetCustomer)
  get(input: CustomerIdInput, call: Call): Promise<CustomerView> {
    this.heard.calls.push({ input, call });
    throw new DomainError('customers.not_found');
  }

  @Handles(SearchCustomers)
  search(input: SearchCustomersInput, call: Call): Promise<Page<CustomerView>> {
    this.heard.calls.push({ input, call });
    return Promise.resolve({ items: [] });
  }
}

/** The double as a service of its own. */
@Module({
  imports: [
    ServiceModule.forRoot({ name: 'customers', config: ServiceConfig, entities: [], migrations: [] }),
  ],
  controllers: [CustomersDoubleController],
  providers: [Heard],
})
export class CustomersDoubleModule {}
