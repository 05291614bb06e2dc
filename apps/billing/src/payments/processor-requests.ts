import { Injectable } from '@nestjs/common';
import { DomainError, type Call } from '@daybook/contracts';
import { Clock, ServiceLogger } from '@daybook/messaging';
import { rows, UnitOfWork } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../orders/order-context';
import { Order } from '../orders/order.entity';
import { CardUpdatesService } from './methods/card-updates.service';
import type { PaymentMethod } from './methods/payment-method.entity';
import { initiatedBy } from './initiator';
import { Transaction } from './transaction.entity';
import { chargedBy, type Charged } from './payment-tokens';
import { ProcessorClient, ProcessorSilent } from './processor/processor-client';
import type { ProcessorVerdict } from './processor/processor-verdict';

/** A sale that the processor never saw is sent again for so long; afterwards nobody expects to be charged any more. */
const SEND_AGAIN_MS = 15 * 60_000;
/** From then on a sale that the processor never saw cannot be on its way any more either. */
const NEVER_RECEIVED_MS = 20 * 60_000;
/** Looked at again after each silence: a little later each time, up to five minutes. */
const AGAIN_FIRST_MS = 2_000;
const AGAIN_LAST_MS = 5 * 60_000;

/** Our own verdict where the card is no more, or no more the customer's to be charged: the processor is not asked. */
const CARD_CLOSED: ProcessorVerdict = { succeeded: false, declineKind: 'hard', responseCode: 'card_closed' };

/** What the processor says of a transaction that is not settled yet. */
export interface KnownVerdict {
  /** The transaction. */
  id: string;
  orderId: string;
  verdict: ProcessorVerdict;
}

/** A card that is closed or was removed is charged only where the customer gives it anew, by its token. */
function isClosedTo({ purpose, paymentMethodId, type }: Transaction, method: PaymentMethod | null): boolean {
  const charge = type === 'sale' || type === 'authorize';
  return (
    charge && (method?.status ?? 'active') !== 'active' && (purpose === 'rebill' || paymentMethodId !== null)
  );
}

/**
 * Asks the processor for what transactions want of it. Before anything is asked for that may have been asked for
 * already, the processor is asked what became of it; all of it under the transaction's own idempotency key.
 */
@Injectable()
export class ProcessorRequests {
  constructor(
    private readonly work: UnitOfWork,
    private readonly processor: ProcessorClient,
    private readonly updates: CardUpdatesService,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {}

  /**
   * The processor's verdict on a transaction; null when it is settled already.
   * @param asked whether the processor may have been asked before
   * @throws DomainError `billing.payment_unknown` when there is no answer; it stays on the list of what is looked up
   */
  async verdictOn(id: string, asked: boolean, call?: Call): Promise<KnownVerdict | null> {
    const { transaction, charged } = await this.work.read(async (em) => {
      const found = await em.findOneOrFail(Transaction, { id });
      return { transaction: found, charged: await chargedBy(em, found) };
    });
    if (!transaction.open) return null;
    const verdict = await this.askFor(transaction, charged, asked, call);
    return { id, orderId: transaction.orderId, verdict };
  }

  private async askFor(
    transaction: Transaction,
    charged: Charged,
    asked: boolean,
    call?: Call,
  ): Promise<ProcessorVerdict> {
    const { id: transactionId, type, orderNumber, orderId } = transaction;
    try {
      const known = asked ? await this.askedBefore(transaction) : null;
      if (known !== null) return await this.withCard(transaction, charged, known);
      const current = await this.refreshed(transaction, charged);
      if (isClosedTo(transaction, current.method)) return CARD_CLOSED;
      const verdict = await this.processor.perform(transaction, current.token);
      return await this.withCard(transaction, current, verdict);
    } catch (error) {
      if (!(error instanceof ProcessorSilent)) throw error;
      this.logger.warn(error.message, { transactionId, requestId: call?.requestId, err: error });
      await this.remember(transaction);
      throw new DomainError('billing.payment_unknown', {
        detail: `The outcome of ${type} ${transactionId} of order ${orderNumber} (${orderId}) is being looked up.`,
        retryAfter: 3,
      });
    }
  }

  /** A card that has expired is looked for before a cycle is billed to it: another may have taken its place. */
  private async refreshed(transaction: Transaction, charged: Charged): Promise<Charged> {
    const { method } = charged;
    if (method === null || transaction.purchaseId === null || transaction.type !== 'sale') return charged;
    if (!this.updates.due(method)) return charged;
    const reply = await this.updates.ask(method, transaction.id);
    const about = await this.work.read(async (em) => {
      const order = await em.findOneOrFail(Order, { id: transaction.orderId });
      return { context: contextOfOrder(order), personal: nameOf(order) };
    });
    const fact = { by: initiatedBy(transaction.initiator), ...about };
    return this.work.transaction(async (em) => {
      const current = await this.updates.apply(em, method, reply, fact);
      await rows(
        em,
        `update payment_transaction set payment_method_id = $1, version = version + 1
         where id = $2 and outcome in ('pending', 'unknown')`,
        [current.id, transaction.id],
      );
      return { method: current, token: current.token };
    });
  }

  /** What is worth knowing of a card that was charged for the first time; a charge is not less made without it. */
  private async withCard(
    { type }: Transaction,
    { method, token }: Charged,
    verdict: ProcessorVerdict,
  ): Promise<ProcessorVerdict> {
    if (!verdict.succeeded || token === null || (type !== 'sale' && type !== 'authorize')) return verdict;
    if (method !== null && method.expYear !== null) return verdict;
    try {
      return { ...verdict, card: (await this.processor.cardOf(token)) ?? undefined };
    } catch (error) {
      if (!(error instanceof ProcessorSilent)) throw error;
      this.logger.warn('the processor did not say which card was charged', error);
      return verdict;
    }
  }

  /** What became of it; a verdict of our own when it was never seen and is too old to be sent now. */
  private async askedBefore(transaction: Transaction): Promise<ProcessorVerdict | null> {
    const known = await this.processor.lookUp(transaction);
    if (known !== null) return known;
    const sale = transaction.type === 'sale' || transaction.type === 'authorize';
    const age = this.clock.now().getTime() - transaction.createdAt.getTime();
    if (!sale || age < SEND_AGAIN_MS) return null;
    if (age < NEVER_RECEIVED_MS) throw new ProcessorSilent('a late request may still be on its way');
    return { succeeded: false, declineKind: 'soft', responseCode: 'never_received' };
  }

  /** Shows it as unknown, unless somebody else has learned the outcome meanwhile. */
  private async remember({ id, tries }: Transaction): Promise<void> {
    const wait = Math.min(AGAIN_LAST_MS, AGAIN_FIRST_MS * 2 ** Math.min(tries, 10));
    await this.work.transaction((em) =>
      rows(
        em,
        `update payment_transaction set outcome = 'unknown', tries = tries + 1, next_try_at = $1, version = version + 1
         where id = $2 and outcome in ('pending', 'unknown')`,
        [new Date(this.clock.now().getTime() + wait), id],
      ),
    );
  }
}
