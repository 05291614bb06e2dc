import { Controller, Injectable, Module } from '@nestjs/common';
import {
  CustomerIdInput,
  CustomerView,
  DomainError,
  IdentifyCustomer,
  IdentifySender,
  IdentifySenderInput,
  newId,
  OrderInput,
  OrderView,
  ReadOrder,
  type Actor,
  type AttributesOf,
  type Call,
  type IdentifiedCustomerView,
  type SenderView,
} from '@daybook/contracts';
import { Handles, ServiceConfig, ServiceModule } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';

/** Plays the services that this one asks, for its specs: answers who a customer is and tells what happens to them, and reads orders. */
@Injectable()
export class CustomersDouble {
  private readonly customers = new Map<string, { view: CustomerView; createdBy: string | null }>();

  constructor(private readonly work: UnitOfWork) {}

  private readonly orders = new Map<string, OrderView>();

  /** A new customer; `reported` says whether the event of it is sent. */
  async create(
    name: string,
    by?: Actor,
    reported = true,
    ownerId: string | null = null,
    address?: string,
  ): Promise<string> {
    const emails = address === undefined ? [] : [{ address, primary: true }];
    const view = Object.assign(new CustomerView(), { id: newId(), name, country: 'US', ownerId, emails });
    this.customers.set(view.id, { view, createdBy: by?.id ?? null });
    if (reported) await this.emit('customers.customer.created', view);
    return view.id;
  }

  /** Gives a customer another name. */
  async rename(id: string, name: string): Promise<void> {
    const known = this.customers.get(id);
    if (known === undefined) throw new Error(`there is no customer ${id}`);
    known.view.name = name;
    await this.emit('customers.customer.updated', known.view);
  }

  /** @throws DomainError `customers.not_found` when there is none, or one that the caller may not see */
  get(id: string, actor: Actor): CustomerView {
    const known = this.customers.get(id);
    if (known === undefined || (actor.campaignIds !== null && known.createdBy !== actor.id)) {
      throw new DomainError('customers.not_found');
    }
    return known.view;
  }

  /** An order that billing knows. */
  order(orderNumber: string): string {
    const view = Object.assign(new OrderView(), { id: newId(), orderNumber });
    this.orders.set(view.id, view);
    return view.id;
  }

  /** @throws DomainError `billing.not_found` */
  readOrder(id: string): OrderView {
    const known = this.orders.get(id);
    if (known === undefined) throw new DomainError('billing.not_found');
    return known;
  }

  /** Who has an address; becomes a customer where that is wanted. */
  async identify({ address, name, create }: IdentifySenderInput): Promise<SenderView> {
    if (this.away) throw new DomainError('internal.unavailable');
    const has = ({ view }: { view: CustomerView }): boolean =>
      view.emails.some((email) => email.address.toLowerCase() === address.toLowerCase());
    const found = [...this.customers.values()].find(has)?.view;
    if (found !== undefined) return { customer: { id: found.id, name: found.name, country: 'US' } };
    if (!create) return {};
    const id = await this.create(name ?? address, undefined, true, null, address);
    return { customer: { id, name: name ?? address, country: null } };
  }

  /** Tells what became of the e-mail of a reply. */
  delivered(customerId: string, attributes: AttributesOf<'customers.reply.delivered'>): Promise<void> {
    return this.work.transaction((em) => {
      const context = { customerId, productIds: [], customFields: {} };
      record(em, 'customers.reply.delivered', { context, attributes });
      return Promise.resolve();
    });
  }

  /** Tells that a customer was anonymised. */
  async anonymise(customerId: string): Promise<void> {
    this.customers.delete(customerId);
    await this.work.transaction((em) => {
      const context = { customerId, productIds: [], customFields: {} };
      record(em, 'customers.customer.anonymised', { context, attributes: {} });
      return Promise.resolve();
    });
  }

  /** Whether it answers nobody about senders just now. */
  away = false;

  private emit(
    key: 'customers.customer.created' | 'customers.customer.updated',
    view: CustomerView,
  ): Promise<void> {
    const { id: customerId, name, ownerId } = view;
    const said = {
      context: { customerId, country: 'US', productIds: [], customFields: {} },
      personal: { name },
    };
    return this.work.transaction((em) => {
      if (key === 'customers.customer.created')
        record(em, key, { ...said, attributes: ownerId === null ? {} : { ownerId } });
      else record(em, key, { ...said, attributes: { fieldNames: ['name'] } });
      return Promise.resolve();
    });
  }
}

@Controller()
class CustomersDoubleController {
  constructor(private readonly customers: CustomersDouble) {}

  @Handles(IdentifySender)
  identify(input: IdentifySenderInput): Promise<SenderView> {
    return this.customers.identify(input);
  }

  @Handles(IdentifyCustomer)
  get(input: CustomerIdInput, call: Call): Promise<IdentifiedCustomerView> {
    const { id, name, country, ownerId } = this.customers.get(input.id, call.actor);
    return Promise.resolve({ id, name, country: country ?? null, ownerId: ownerId ?? null });
  }

  @Handles(ReadOrder)
  order(input: OrderInput): Promise<OrderView> {
    return Promise.resolve(this.customers.readOrder(input.id));
  }
}

/** The double as a service of its own, with a journal of its own. */
@Module({
  imports: [
    ServiceModule.forRoot({ name: 'customers', config: ServiceConfig, entities: [], migrations: [] }),
  ],
  controllers: [CustomersDoubleController],
  providers: [CustomersDouble],
})
export class CustomersDoubleModule {}
