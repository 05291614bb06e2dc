import { SpanKind } from '@opentelemetry/api';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { INTAKE_LEGACY, INTAKE_PARKED, INTAKE_PARKED_HOURS, type IntakeReceipt } from '@daybook/contracts';
import { Clock, inSpan, isTransient, ServiceLogger } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { BillingEngine } from '../engines/billing-engine.entity';
import { handleMessage } from './handlers/intake.handlers';
import { recordOtherAmount } from './other-amounts';
import { isNewFact, park, remember, seenBefore, type SeenMessage } from './messages/intake-messages';
import {
  FAILED,
  idOf,
  IntakeRefusal,
  notTheirs,
  partsOf,
  readMessage,
  type IncomingMessage,
  type ReadMessage,
} from './messages/intake-reader';
import { keepRejectedBytes, keepRejection } from './messages/intake-rejections';
import { subjectOf, type Subject } from './messages/intake-subjects';
import { prefetch, prefetchedEngine } from './messages/prefetched';

/** Takes what billing engines tell: each message in one transaction with all that follows from it. */
@Injectable()
export class IntakeService {
  private readonly read = new WeakMap<IncomingMessage, ReadMessage>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {}

  /**
   * Takes messages in their order and answers a receipt for each: all in one transaction, or where one of them makes
   * that impossible, each in its own. Rejects only for passing troubles, after which they are to be tried again.
   */
  async receiveAll(messages: readonly IncomingMessage[]): Promise<IntakeReceipt[]> {
    if (messages.length > 1) {
      try {
        return await this.work.transaction((em) => this.takeAll(em, messages));
      } catch (error) {
        this.logger.debug('messages of engines are taken one by one', error);
      }
    }
    const receipts: IntakeReceipt[] = [];
    for (const message of messages) receipts.push(await this.receive(message));
    return receipts;
  }

  /** Takes a message and answers the receipt for it. Rejects only for passing troubles, after which it is to be tried again. */
  async receive(message: IncomingMessage): Promise<IntakeReceipt> {
    try {
      return await this.work.transaction((em) => this.take(em, message));
    } catch (error) {
      if (isTransient(error)) throw error;
      if (error instanceof IntakeRefusal)
        return this.work.transaction((em) => this.reject(em, message, error));
      this.logger.error('an engine’s message could not be applied', {
        subject: message.subject,
        err: error as Error,
      });
      return this.work.transaction((em) => this.reject(em, message, FAILED));
    }
  }

  /** Keeps a message that cannot even be rejected as others are: its bytes, and nothing that is read out of it. */
  async keepBytes(message: IncomingMessage): Promise<IntakeReceipt> {
    await this.work.transaction((em) => keepRejectedBytes(em, message, FAILED));
    return rejectionReceipt(message, FAILED);
  }

  /** Tries a parked message again, within the transaction that has locked it. @throws IntakeRefusal */
  async takeParked(
    em: EntityManager,
    message: IncomingMessage,
    expired: boolean,
  ): Promise<IntakeReceipt | null> {
    const receipt = await this.take(em, message, true);
    if (receipt.code !== INTAKE_PARKED) return receipt;
    if (!expired) return null;
    const { about } = this.readOnce(message);
    throw new IntakeRefusal(
      about === 'purchase' ? 'intake.unknown_purchase' : 'intake.unknown_subject',
      `Nobody made it known for ${INTAKE_PARKED_HOURS} hours.`,
    );
  }

  /**
   * Takes a message within a transaction.
   * @param again it is parked, and tried again
   * @throws IntakeRefusal when it is to be rejected; nothing has been changed then
   */
  async take(em: EntityManager, message: IncomingMessage, again = false): Promise<IntakeReceipt> {
    const read = this.readOnce(message);
    const attributes = { 'messaging.system': 'nats', 'messaging.operation.type': 'process' };
    return inSpan(
      `intake ${read.type}`,
      { kind: SpanKind.CONSUMER, parent: read.traceparent, attributes },
      () => this.takeRead(em, message, read, again),
    );
  }

  private async takeRead(
    em: EntityManager,
    message: IncomingMessage,
    read: ReadMessage,
    again: boolean,
  ): Promise<IntakeReceipt> {
    const engine = await this.engineOf(em, message);
    if (!again) {
      const seen = await seenBefore(em, engine, read);
      if (seen !== undefined) return duplicate(read, seen);
    }
    const subject = await subjectOf(em, engine, read);
    if (subject === null) {
      if (read.unread) throw notTheirs();
      await park(em, engine, read, message, this.clock.now());
      return { id: read.id, outcome: 'accepted', code: INTAKE_PARKED };
    }
    expectCurrency(read, subject);
    if (!(await remember(em, engine, read, message, again)))
      return duplicate(read, await seenBefore(em, engine, read, true));
    if (!(await isNewFact(em, engine, subject, read))) {
      // The payment that was counted may be of the message before.
      await em.flush();
      const differs = await recordOtherAmount(em, engine, subject, read);
      return differs ? { id: read.id, outcome: 'accepted' } : duplicate(read);
    }
    await handleMessage(em, engine.id, subject, read);
    return { id: read.id, outcome: 'accepted', ...(read.unread ? { code: INTAKE_LEGACY } : {}) };
  }

  /** Keeps a message that is not taken, with its reason. */
  async reject(em: EntityManager, message: IncomingMessage, refusal: IntakeRefusal): Promise<IntakeReceipt> {
    await keepRejection(em, message, refusal);
    return rejectionReceipt(message, refusal);
  }

  private async takeAll(em: EntityManager, messages: readonly IncomingMessage[]): Promise<IntakeReceipt[]> {
    const receipts: IntakeReceipt[] = [];
    await this.prefetch(em, messages);
    let inMemory = true;
    for (const message of messages) {
      try {
        // What is about a purchase works on the one that is locked; whatever else is read may be of the message before.
        const alike = this.isAboutPurchase(message);
        if (!alike || !inMemory) await em.flush();
        inMemory = alike;
        receipts.push(await this.take(em, message));
      } catch (error) {
        if (!(error instanceof IntakeRefusal)) throw error;
        receipts.push(await this.reject(em, message, error));
      }
    }
    return receipts;
  }

  /** Reads a message, once however often it is asked for. @throws IntakeRefusal */
  private readOnce(message: IncomingMessage): ReadMessage {
    const read = this.read.get(message) ?? readMessage(message, this.clock.now());
    this.read.set(message, read);
    return read;
  }

  private isAboutPurchase(message: IncomingMessage): boolean {
    const { about, unread, namings } = this.readOnce(message);
    return about === 'purchase' && !unread && namings.every(({ kind }) => kind === 'purchase');
  }

  /** What many messages need is asked for at once; a message that is wrong is told so in its turn. */
  private async prefetch(em: EntityManager, messages: readonly IncomingMessage[]): Promise<void> {
    const byEngine = new Map<string, ReadMessage[]>();
    for (const message of messages) {
      const { engine } = partsOf(message.subject);
      try {
        const read = this.readOnce(message);
        byEngine.set(engine, [...(byEngine.get(engine) ?? []), read]);
      } catch (error) {
        if (!(error instanceof IntakeRefusal)) throw error;
      }
    }
    for (const name of [...byEngine.keys()].sort()) {
      const engine = await em.findOne(BillingEngine, { name });
      if (engine !== null) await prefetch(em, engine, byEngine.get(name) ?? []);
    }
  }

  private async engineOf(em: EntityManager, { subject }: IncomingMessage): Promise<BillingEngine> {
    const { engine: name } = partsOf(subject);
    const engine = prefetchedEngine(em, name) ?? (await em.findOne(BillingEngine, { name }));
    if (engine === null) throw new IntakeRefusal('intake.unknown_engine', `No engine ${name} is registered.`);
    if (engine.retired) throw new IntakeRefusal('intake.engine_retired', `The engine ${name} is retired.`);
    return engine;
  }
}

/** Names the message by its id as far as that can be told. */
function rejectionReceipt({ bytes }: IncomingMessage, { code, detail }: IntakeRefusal): IntakeReceipt {
  return { id: idOf(bytes), outcome: 'rejected', code, detail };
}

/** @throws IntakeRefusal where the id stood on another message */
function duplicate({ id }: ReadMessage, seen?: SeenMessage): IntakeReceipt {
  if (seen?.other === true)
    throw new IntakeRefusal('intake.id_reused', `The id ${id} stood on another message before.`);
  return { id, outcome: 'duplicate', ...(seen?.state === 'parked' ? { code: INTAKE_PARKED } : {}) };
}

/** Amounts of a purchase are in its currency. */
function expectCurrency({ data, unread }: ReadMessage, subject: Subject): void {
  if (unread || !('purchase' in subject) || subject.purchase === null) return;
  const currency = (data.amount as { currency?: string } | undefined)?.currency;
  if (currency !== undefined && currency !== subject.purchase.currency) {
    throw new IntakeRefusal(
      'intake.currency_mismatch',
      `The purchase is in ${subject.purchase.currency}, not in ${currency}.`,
    );
  }
}
