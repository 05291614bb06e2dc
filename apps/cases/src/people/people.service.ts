import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  IdentifyCustomer,
  ReadOrder,
  type Call,
  type Operation,
  type OrderView,
} from '@daybook/contracts';
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
  async ensureCustomer(id: string, call: Call, needed: { owner?: boolean } = {}): Promise<void> {
    const known = await this.work.read((em) => knownCustomer(em, id));
    const enough = known !== undefined && (needed.owner !== true || known.ownerId !== undefined);
    if (enough && call.actor.campaignIds === null) return;
    const asked = this.clock.now().toISOString();
    const customer = await this.ask(IdentifyCustomer, id, call, 'cases.customer_unknown');
    await this.work.transaction((em) => noteCustomer(em, customer, asked));
  }

  /** The user whose customer it is, as far as is known. */
  async ownerOfCustomer(em: EntityManager, id: string): Promise<Responsible | null> {
    const ownerId = (await knownCustomer(em, id))?.ownerId ?? null;
    return ownerId === null ? null : nameOf(em, ownerId);
  }

  /**
   * An order that the caller may see.
   * @throws DomainError `cases.order_unknown`; `internal.unavailable` when billing is away
   */
  order(id: string, call: Call): Promise<OrderView> {
    return this.ask(ReadOrder, id, call, 'cases.order_unknown');
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

  private async ask<O extends object>(
    read: Operation<{ id: string }, O>,
    id: string,
    call: Call,
    unknown: 'cases.customer_unknown' | 'cases.order_unknown',
  ): Promise<O> {
    try {
      return await this.rpc.ask(read, { id }, call);
    } catch (error) {
      if (error instanceof RpcFailure) throw new DomainError('internal.unavailable', { retryAfter: 1 });
      const hidden =
        error instanceof DomainError && (error.status === 404 || error.code === 'request.forbidden');
      if (hidden) throw new DomainError(unknown);
      throw error;
    }
  }
}

/** A user with the name that was heard of them, else by their id. */
export async function nameOf(em: EntityManager, id: string): Promise<Responsible> {
  return { id, username: (await knownUser(em, id))?.username ?? id };
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
