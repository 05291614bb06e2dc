import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpdateCard, type CardUpdateAnswer } from '@daybook/contracts';
import { Clock, Plugins, type PluginReply } from '@daybook/messaging';
import { record } from '@daybook/persistence';
import { BilledPurchases } from './billed-purchases';
import { PaymentMethod } from './payment-method.entity';
import type { PaymentMethodFact } from './kept-payment-methods';

/** Asks the card updater for the cards that took the place of kept ones. */
@Injectable()
export class CardUpdatesService {
  constructor(
    private readonly plugins: Plugins,
    private readonly purchases: BilledPurchases,
    private readonly clock: Clock,
  ) {}

  /** Whether there is a card updater. */
  get available(): boolean {
    return this.plugins.has('card-updater');
  }

  /** Whether a method is worth asking about before it is charged: its card has expired. */
  due(method: PaymentMethod): boolean {
    return this.available && method.status === 'active' && method.expired(this.clock.now());
  }

  /**
   * Asks about a method; no lock waits for the answer.
   * @param question names the question: the same for each repeat of it, and for no other
   */
  ask({ id, token }: PaymentMethod, question: string): Promise<PluginReply<CardUpdateAnswer>> {
    return this.plugins.ask(UpdateCard, { token }, `card-update/${id}/${question}`);
  }

  /**
   * Takes over what the card updater answered, and records it; nothing where the card was changed meanwhile.
   * @returns the method that is charged now
   */
  async apply(
    em: EntityManager,
    asked: PaymentMethod,
    reply: PluginReply<CardUpdateAnswer>,
    { by, context, personal }: PaymentMethodFact,
  ): Promise<PaymentMethod> {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const method = await em.findOneOrFail(PaymentMethod, { id: asked.id }, lock);
    if (method.token !== asked.token || method.status === 'removed') return method;
    const answer = reply.answered ? reply.answer : null;
    const updated = answer?.outcome === 'updated' && answer.token !== undefined;
    const failure = reply.answered ? reply.answer.outcome : reply.code;
    const responseCode = answer?.responseCode ?? (updated ? undefined : failure);
    const current = updated ? await this.replace(em, method, answer) : method;
    if (answer?.outcome === 'closed') method.status = 'closed';
    record(em, updated ? 'billing.card.updated' : 'billing.card.update_failed', {
      ...by,
      context,
      personal,
      attributes: {
        paymentMethod: current.masked,
        ...(responseCode === undefined ? {} : { responseCode }),
      },
    });
    return current;
  }

  /** The method goes on with the new card; should the customer have that one already, purchases are billed to it. */
  private async replace(
    em: EntityManager,
    method: PaymentMethod,
    answer: CardUpdateAnswer,
  ): Promise<PaymentMethod> {
    const { token = method.token, cardLastFour, expMonth, expYear } = answer;
    const { customerId } = method;
    const other = await em.findOne(PaymentMethod, { customerId, token, id: { $ne: method.id } });
    if (other !== null) {
      // One that was removed is charged with nothing: the next cycle says so.
      if (other.status !== 'removed') await this.purchases.replace(em, method, other);
      method.status = 'closed';
      return other;
    }
    method.token = token;
    method.describe({ last4: cardLastFour, expMonth, expYear });
    return method;
  }
}
