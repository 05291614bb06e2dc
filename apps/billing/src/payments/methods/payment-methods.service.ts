import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  newId,
  type AddPaymentMethodInput,
  type Call,
  type ListOfCustomerInput,
  type Page,
  type PaymentMethodView,
  type RemovePaymentMethodInput,
  type UpdatePaymentMethodInput,
} from '@daybook/contracts';
import { newestPage, record, UnitOfWork } from '@daybook/persistence';
import { OrderCustomers, expectCustomerInScope } from '../../orders/order-customers';
import { contextOfCustomer } from '../../orders/order-context';
import { ProcessorClient, ProcessorSilent } from '../processor/processor-client';
import type { Card } from '../processor/card';
import { BilledPurchases } from './billed-purchases';
import { CardUpdatesService } from './card-updates.service';
import { PaymentMethod } from './payment-method.entity';
import { KeptPaymentMethods, keptMethod } from './kept-payment-methods';
import { expectUnused } from './payment-method-uses';
import { paymentMethodView } from './payment-method.views';

/** The cards that customers can be charged with. */
@Injectable()
export class PaymentMethodsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly processor: ProcessorClient,
    private readonly customers: OrderCustomers,
    private readonly kept: KeptPaymentMethods,
    private readonly updates: CardUpdatesService,
    private readonly purchases: BilledPurchases,
  ) {}

  async add({ id, token }: AddPaymentMethodInput, call: Call): Promise<PaymentMethodView> {
    await this.customers.expectKnown(id, call);
    const card = await this.cardOf(token);
    return this.work.command(call, async (em) => {
      const fact = { by: { call }, ...(await contextOfCustomer(em, id)) };
      const method = await this.kept.keep(em, id, token, card, fact);
      await em.flush();
      return paymentMethodView(method);
    });
  }

  list(input: ListOfCustomerInput, call: Call): Promise<Page<PaymentMethodView>> {
    return this.work.read(async (em) => {
      await expectCustomerInScope(em, input.id, call.actor, 'orders.view');
      const list = { entity: PaymentMethod, list: 'payment-methods' };
      const page = await newestPage(em, list, [{ customerId: input.id, status: { $ne: 'removed' } }], input);
      return mapPage(page, paymentMethodView);
    });
  }

  /** Nothing is charged to it any more; what was, can still be given back. */
  remove({ id, paymentMethodId }: RemovePaymentMethodInput, call: Call): Promise<PaymentMethodView> {
    return this.work.command(call, async (em) => {
      await expectCustomerInScope(em, id, call.actor, 'accounts.change');
      const method = await keptMethod(em, id, paymentMethodId, LockMode.PESSIMISTIC_WRITE);
      await expectUnused(em, method, await this.purchases.billedTo(em, method), call.actor);
      method.status = 'removed';
      record(em, 'billing.payment_method.removed', {
        call,
        ...(await contextOfCustomer(em, id)),
        attributes: { paymentMethod: method.masked },
      });
      await em.flush();
      return paymentMethodView(method);
    });
  }

  /** On demand: what the card updater says is told and taken over, whatever it is. */
  async update({ id, paymentMethodId }: UpdatePaymentMethodInput, call: Call): Promise<PaymentMethodView> {
    const asked = await this.work.read(async (em) => {
      await expectCustomerInScope(em, id, call.actor, 'accounts.change');
      return keptMethod(em, id, paymentMethodId);
    });
    if (!this.updates.available) {
      throw new DomainError('billing.card_updater_unavailable', { detail: 'There is no card updater.' });
    }
    const begun = await this.work.begin<object, PaymentMethodView>(call, () => Promise.resolve({}));
    if (begun.done) return begun.answer;
    const reply = await this.updates.ask(asked, call.idempotencyKey ?? newId());
    return this.work.finish(call, async (em) => {
      await this.updates.apply(em, asked, reply, { by: { call }, ...(await contextOfCustomer(em, id)) });
      await em.flush();
      return paymentMethodView(await em.findOneOrFail(PaymentMethod, { id: asked.id }));
    });
  }

  /**
   * Makes sure that the processor knows the card that somebody is going to pay with; one that is kept is known. Where
   * the processor is silent, the charge will tell.
   * @throws DomainError `billing.token_unknown`
   */
  async expectToken(customerId: string, token: string | undefined): Promise<void> {
    if (token === undefined) return;
    if ((await this.work.read((em) => em.count(PaymentMethod, { customerId, token }))) > 0) return;
    try {
      await this.cardOf(token, 'payment.token');
    } catch (error) {
      if (!(error instanceof ProcessorSilent)) throw error;
    }
  }

  /** Asked before anything is begun, so that no lock waits for the processor. */
  private async cardOf(token: string, field = 'token'): Promise<Card> {
    const card = await this.processor.cardOf(token);
    if (card !== null) return card;
    throw new DomainError('billing.token_unknown', {
      errors: [{ field, message: 'is none of the payment processor’s' }],
    });
  }
}
