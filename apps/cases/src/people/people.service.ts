import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DomainError, GetCustomer, type Call, type CustomerView } from '@daybook/contracts';
import { RpcClient, RpcFailure } from '@daybook/messaging';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { knownCustomer, knownUser, noteCustomer, type Responsible } from './known-people';

/** Who the people in a command are. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rpc: RpcClient,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes sure that there is such a customer and that the caller may see it. The customers service is asked where
   * the news of a new customer may still be on its way, and where the caller sees some customers only.
   * @throws DomainError `cases.customer_unknown`; `internal.unavailable` when the customers service is needed and away
   */
  async ensureCustomer(id: string, call: Call): Promise<void> {
    const known = await this.work.read((em) => knownCustomer(em, id));
    if (known !== undefined && call.actor.campaignIds === null) return;
    const asked = this.clock.now().toISOString();
    const { name, country } = await this.ask(id, call);
    await this.work.transaction((em) => noteCustomer(em, { id, name, country }, asked));
  }

  /**
   * The user who is to be responsible; null for nobody.
   * @throws DomainError `cases.responsible_unknown` when there is none, or one who is no longer active
   */
  async responsible(em: EntityManager, id: string | null, call: Call): Promise<Responsible | null> {
    if (id === null) return null;
    if (id === call.actor.id) return taker(call);
    const user = await knownUser(em, id);
    if (user === undefined || user.retired) throw new DomainError('cases.responsible_unknown');
    return { id, username: user.username };
  }

  private async ask(id: string, call: Call): Promise<CustomerView> {
    try {
      return await this.rpc.ask(GetCustomer, { id }, call);
    } catch (error) {
      if (error instanceof RpcFailure) throw new DomainError('internal.unavailable', { retryAfter: 1 });
      const hidden =
        error instanceof DomainError &&
        (error.code === 'customers.not_found' || error.code === 'request.forbidden');
      if (hidden) throw new DomainError('cases.customer_unknown');
      throw error;
    }
  }
}

/**
 * The caller as somebody responsible.
 * @throws DomainError `cases.taker_not_a_user` when the caller is not a user
 */
export function taker(call: Call): Responsible {
  const { type, id, username } = call.actor;
  if (id === null || (type !== 'user' && type !== 'api')) throw new DomainError('cases.taker_not_a_user');
  return { id, username };
}
