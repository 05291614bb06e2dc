import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Call, CreateCustomerInput, CustomerView, UpdateCustomerInput } from '@daybook/contracts';
import { Clock, expectVersion, record, UnitOfWork } from '@daybook/persistence';
import { contextOfCustomer } from './customer-context';
import { figuresOf, noFigures } from './customer-figures';
import { Customer } from './customer.entity';
import { customerForChange } from './customer-scope';
import { toCustomerView } from './customer.views';
import { writeSearchTerms } from './search-terms';

/** What can be done to customers. */
@Injectable()
export class CustomersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  create(input: CreateCustomerInput, call: Call): Promise<CustomerView> {
    return this.work.command(call, async (em) => {
      const customer = Customer.create(input, call.actor, this.clock.now());
      await createCustomer(em, customer, call);
      return toCustomerView(customer, noFigures);
    });
  }

  /**
   * Changes fields. The profile's and the addresses' changes are two facts: each is recorded only if it happened,
   * and no field is named by both.
   */
  update(input: UpdateCustomerInput, call: Call): Promise<CustomerView> {
    return this.work.command(call, async (em) => {
      const customer = await customerForChange(em, input.id, call.actor);
      expectVersion(customer, call);
      const { fields, addressFields } = customer.change(input, this.clock.now());
      const figures = await figuresOf(em, customer.id, call.actor);
      if (fields.length === 0 && addressFields.length === 0) return toCustomerView(customer, figures);
      await em.flush();
      await writeSearchTerms(em, customer);
      const fact = {
        call,
        context: await contextOfCustomer(em, customer),
        personal: { name: customer.name },
      };
      if (fields.length > 0) {
        const zone = fields.includes('timeZone') ? zoneOf(customer) : {};
        const owner = fields.includes('ownerId') ? ownerOf(customer) : {};
        const attributes = { fieldNames: fields, ...zone, ...owner };
        record(em, 'customers.customer.updated', { ...fact, attributes });
      }
      if (addressFields.length > 0) {
        record(em, 'customers.address.changed', { ...fact, attributes: { fieldNames: addressFields } });
      }
      return toCustomerView(customer, figures);
    });
  }
}

/** Keeps a new customer, makes them findable and says that they are there. */
export async function createCustomer(em: EntityManager, customer: Customer, call: Call): Promise<void> {
  await em.persistAndFlush(customer);
  await writeSearchTerms(em, customer);
  record(em, 'customers.customer.created', {
    call,
    context: await contextOfCustomer(em, customer),
    attributes: { ...zoneOf(customer), ...ownerOf(customer) },
    personal: { name: customer.name },
  });
}

/** Billing counts its dates on the customer's calendar. */
function zoneOf({ timeZone }: Customer): { timeZone?: string } {
  return timeZone === null ? {} : { timeZone };
}

/** A service record of the customer's is the owner's. */
function ownerOf({ ownerId }: Customer): { ownerId?: string } {
  return ownerId === null ? {} : { ownerId };
}
