import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  newId,
  type AddPaymentMethodInput,
  type Call,
  type ListOfCustomerInput,
  type Page,
  type PaymentMethodView,
  type UpdatePaymentMethodInput,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { AccountCustomers, expectCustomerInScope } from '../../accounts/account-customers';
import { surroundingsOf } from '../../accounts/account-context';
import { ProcessorClient, ProcessorSilent } from '../processor/processor-client';
import type { Card } from '../processor/processor-verdict';
import { CardUpdatesService, applyCardUpdate } from './card-updates.service';
import { PaymentMethod } from './payment-method.entity';
import { keepPaymentMethod } from './kept-payment-methods';
import { paymentMethodView } from './payment-method.views';

/** The cards that customers can be charged with. */
@Injectable()
export class PaymentMethodsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly processor: ProcessorClient,
    private readonly customers: AccountCustomers,
    private readonly updates: CardUpdatesService,
  ) {}

  async add({ id, token }: AddPaymentMethodInput, call: Call): Promise<PaymentMethodView> {
    await this.customers.expectKnown(id, call);
    const card = await this.cardOf(token);
    return this.work.command(call, async (em) => {
      const telling = { by: { call }, ...(await surroundingsOf(em, id)) };
      const method = await keepPaymentMethod(em, id, token, card, telling);
      await em.flush();
      return paymentMethodView(method);
    });
  }

  list(input: ListOfCustomerInput, call: Call): Promise<Page<PaymentMethodView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    return this.work.read(async (em) => {
      await expectCustomerInScope(em, input.id, call.actor, 'orders.view');
      const after = input.cursor === undefined ? [] : decodeCursor('payment-methods', input.cursor);
      const found = await em.find(
        PaymentMethod,
        {
          customerId: input.id,
          ...(after.length === 0 ? {} : { id: { $lt: String(after[0]) } }),
        },
        { orderBy: { id: 'desc' }, limit: limit + 1 },
      );
      const items = found.slice(0, limit).map(paymentMethodView);
      const last = items.at(-1);
      if (found.length <= limit || last === undefined) return { items };
      return { items, nextCursor: encodeCursor('payment-methods', [last.id]) };
    });
  }

  /** On demand: what the card updater says is told and taken over, whatever it is. */
  async update({ id, paymentMethodId }: UpdatePaymentMethodInput, call: Call): Promise<PaymentMethodView> {
    const asked = await this.work.read(async (em) => {
      await expectCustomerInScope(em, id, call.actor, 'accounts.change');
      const found = await em.findOne(PaymentMethod, { id: paymentMethodId, customerId: id });
      if (found === null) throw new DomainError('billing.not_found');
      return found;
    });
    if (!this.updates.available) {
      throw new DomainError('billing.card_updater_unavailable', { detail: 'There is no card updater.' });
    }
    const begun = await this.work.begin<object, PaymentMethodView>(call, () => Promise.resolve({}));
    if (begun.done) return begun.answer;
    const reply = await this.updates.ask(asked, call.idempotencyKey ?? newId());
    return this.work.finish(call, async (em) => {
      await applyCardUpdate(em, asked, reply, { by: { call }, ...(await surroundingsOf(em, id)) });
      await em.flush();
      return paymentMethodView(await em.findOneOrFail(PaymentMethod, { id: asked.id }));
    });
  }

  /** Asked before anything is begun, so that no lock waits for the processor. */
  private async cardOf(token: string): Promise<Card> {
    try {
      const card = await this.processor.cardOf(token);
      if (card !== null) return card;
    } catch (error) {
      if (!(error instanceof ProcessorSilent)) throw error;
      throw new DomainError('internal.unavailable', {
        detail: 'The payment processor cannot say which card that is.',
        retryAfter: 3,
      });
    }
    throw new DomainError('billing.token_unknown', {
      errors: [{ field: 'token', message: 'is none of the payment processor’s' }],
    });
  }
}
