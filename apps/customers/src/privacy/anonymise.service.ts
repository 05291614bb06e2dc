import { Injectable } from '@nestjs/common';
import {
  consumingServices,
  DomainError,
  erasureOperations,
  type AnonymisationView,
  type Call,
  type ConsumingService,
  type CustomerIdInput,
  type ServiceErasureView,
} from '@daybook/contracts';
import { RpcClient, RpcFailure } from '@daybook/messaging';
import { Clock, erasureOf, noteAnonymised, record, UnitOfWork } from '@daybook/persistence';
import { contextOfCustomer } from '../customers/customer-context';
import { lockedCustomer, visibleCustomer } from '../customers/customer-scope';
import { CustomersPersonalData } from './customers-personal-data';

/** Milliseconds that another service is waited for. */
const PATIENCE_MS = 2_000;

/** Erases what is personal of customers, and says how far the others are with it. */
@Injectable()
export class AnonymiseService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly personalData: CustomersPersonalData,
    private readonly rpc: RpcClient,
    private readonly clock: Clock,
  ) {}

  /**
   * Here all is erased with the command, but for what other transactions write at this moment: that follows by itself,
   * as in the other services once they hear of it.
   */
  async anonymise(input: CustomerIdInput, call: Call): Promise<AnonymisationView> {
    await this.work.command(call, async (em) => {
      const customer = await lockedCustomer(em, input.id, call.actor);
      if (customer.anonymisedAt !== null) return;
      const now = this.clock.now();
      customer.anonymise(now);
      await em.flush();
      await this.personalData.erase(em, customer.id);
      await noteAnonymised(em, customer.id, now);
      const context = await contextOfCustomer(em, customer);
      record(em, 'customers.customer.anonymised', { call, context, attributes: {} });
    });
    return this.read(input, call);
  }

  async read(input: CustomerIdInput, call: Call): Promise<AnonymisationView> {
    const { anonymisedAt, own } = await this.work.read(async (em) => ({
      anonymisedAt: (await visibleCustomer(em, input.id, call.actor)).anonymisedAt,
      own: await erasureOf(em, input.id),
    }));
    if (anonymisedAt === null) throw new DomainError('customers.not_anonymised');
    const here: ServiceErasureView = {
      service: 'customers',
      state: own.erasedAt === null ? 'under_way' : 'erased',
      erasedAt: own.erasedAt?.toISOString() ?? null,
    };
    const others = consumingServices.filter((service) => service !== 'customers');
    const services = [
      here,
      ...(await Promise.all(others.map((service) => this.ask(service, input.id, call)))),
    ];
    return {
      customerId: input.id,
      anonymisedAt: anonymisedAt.toISOString(),
      complete: services.every(({ state }) => state === 'erased'),
      services,
    };
  }

  /** A service that does not answer is outstanding like one that is not done. */
  private async ask(service: ConsumingService, customerId: string, call: Call): Promise<ServiceErasureView> {
    try {
      return await this.rpc.ask(
        erasureOperations[service],
        { customerId },
        { ...call, timeoutMs: PATIENCE_MS },
      );
    } catch (error) {
      const away = error instanceof RpcFailure || (error instanceof DomainError && error.status >= 500);
      if (!away) throw error;
      return { service, state: 'unknown', erasedAt: null };
    }
  }
}
