import { SpanKind } from '@opentelemetry/api';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { INTAKE_PARKED, INTAKE_PARKED_HOURS, type IntakeReceipt } from '@daybook/contracts';
import { Clock, inSpan, isPassing, reasonOf, ServiceLogger } from '@daybook/messaging';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { BillingEngine } from '../engines/billing-engine.entity';
import { Order } from '../orders/order.entity';
import { Purchase } from '../purchases/purchase.entity';
import { applyFact, factKeyOf } from './intake.facts';
import {
  idOf,
  IntakeRefusal,
  partsOf,
  readMessage,
  type IncomingMessage,
  type ReadMessage,
} from './intake.reader';
import { keepRejection } from './intake.rejections';

/** Takes what billing engines tell: each message in one transaction with all that follows from it. */
@Injectable()
export class IntakeService {
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
      if (isPassing(error)) throw error;
      if (error instanceof IntakeRefusal)
        return this.work.transaction((em) => this.reject(em, message, error));
      this.logger.error('an engine’s message could not be applied', {
        subject: message.subject,
        err: error as Error,
      });
      const refusal = new IntakeRefusal('intake.failed', reasonOf(error));
      return this.work.transaction((em) => this.reject(em, message, refusal));
    }
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
    throw new IntakeRefusal(
      'intake.unknown_purchase',
      `Nobody made such a purchase known for ${INTAKE_PARKED_HOURS} hours.`,
    );
  }

  /**
   * Takes a message within a transaction.
   * @param again it is parked, and tried again
   * @throws IntakeRefusal when it is to be rejected; nothing has been changed then
   */
  async take(em: EntityManager, message: IncomingMessage, again = false): Promise<IntakeReceipt> {
    const read = readMessage(message, this.clock.now());
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
      const seen = await this.seen(em, engine, read.id);
      if (seen !== undefined) return duplicate(read.id, seen);
    }
    const purchase = await this.purchaseOf(em, engine, read);
    if (purchase === null) return this.park(em, engine, read, message);
    const first = await this.remember(em, engine, read, message, again);
    if (!first) return duplicate(read.id, 'taken');
    const order = await em.findOneOrFail(Order, { id: purchase.orderId });
    if (await this.newFact(em, engine, purchase, read)) {
      applyFact(em, order, purchase, read);
      return { id: read.id, outcome: 'accepted' };
    }
    return duplicate(read.id, 'taken');
  }

  /** Keeps a message that is not taken, with its reason. */
  async reject(em: EntityManager, message: IncomingMessage, refusal: IntakeRefusal): Promise<IntakeReceipt> {
    const id = idOf(message.bytes);
    await keepRejection(em, message, refusal, id);
    return { id: id ?? '', outcome: 'rejected', code: refusal.code, detail: refusal.detail };
  }

  private async takeAll(em: EntityManager, messages: readonly IncomingMessage[]): Promise<IntakeReceipt[]> {
    const receipts: IntakeReceipt[] = [];
    for (const message of messages) {
      try {
        receipts.push(await this.take(em, message));
        // The next one may read the same purchase anew.
        await em.flush();
      } catch (error) {
        if (!(error instanceof IntakeRefusal)) throw error;
        receipts.push(await this.reject(em, message, error));
      }
    }
    return receipts;
  }

  private async engineOf(em: EntityManager, { subject }: IncomingMessage): Promise<BillingEngine> {
    const { engine: name } = partsOf(subject);
    const engine = await em.findOne(BillingEngine, { name });
    if (engine === null) throw new IntakeRefusal('intake.unknown_engine', `No engine ${name} is registered.`);
    if (engine.retired) throw new IntakeRefusal('intake.engine_retired', `The engine ${name} is retired.`);
    return engine;
  }

  private async seen(em: EntityManager, engine: BillingEngine, id: string): Promise<string | undefined> {
    const row = await firstRow<{ state: string }>(
      em,
      'select state from intake_message where engine_id = ? and message_id = ?',
      [engine.id, id],
    );
    return row?.state;
  }

  /** The purchase a message names, locked; null when it is not known yet. */
  private async purchaseOf(
    em: EntityManager,
    engine: BillingEngine,
    { data }: ReadMessage,
  ): Promise<Purchase | null> {
    const { purchaseId, engineReference } = data;
    const tied =
      engineReference === undefined
        ? undefined
        : await firstRow<{ purchase_id: string }>(
            em,
            'select purchase_id from engine_reference where engine_id = ? and reference = ?',
            [engine.id, engineReference],
          );
    if (tied !== undefined && purchaseId !== undefined && tied.purchase_id !== purchaseId) {
      throw new IntakeRefusal('intake.reference_conflict', 'The reference belongs to another purchase.');
    }
    const id = purchaseId ?? tied?.purchase_id;
    const purchase =
      id === undefined
        ? null
        : await em.findOne(Purchase, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (purchase === null) return null;
    if (purchase.engineId !== engine.id) {
      throw new IntakeRefusal(
        'intake.not_your_purchase',
        `${engine.name} does not bill purchase ${purchase.id}.`,
      );
    }
    const currency = (data.amount as { currency?: string } | undefined)?.currency;
    if (currency !== undefined && currency !== purchase.currency) {
      throw new IntakeRefusal(
        'intake.currency_mismatch',
        `The purchase is in ${purchase.currency}, not in ${currency}.`,
      );
    }
    if (engineReference !== undefined && tied === undefined)
      await this.tie(em, engine, purchase, engineReference);
    return purchase;
  }

  /** Remembers the engine's own reference, given together with our id. */
  private async tie(
    em: EntityManager,
    engine: BillingEngine,
    purchase: Purchase,
    reference: string,
  ): Promise<void> {
    const inserted = await firstRow(
      em,
      `insert into engine_reference (engine_id, reference, purchase_id) values (?, ?, ?)
       on conflict do nothing returning purchase_id`,
      [engine.id, reference, purchase.id],
    );
    if (inserted === undefined) {
      throw new IntakeRefusal(
        'intake.reference_conflict',
        `Purchase ${purchase.id} is known under another reference.`,
      );
    }
    purchase.engineReference = reference;
  }

  private async park(
    em: EntityManager,
    engine: BillingEngine,
    read: ReadMessage,
    { subject, bytes, receivedAt }: IncomingMessage,
  ): Promise<IntakeReceipt> {
    const until = new Date(this.clock.now().getTime() + INTAKE_PARKED_HOURS * 60 * 60 * 1000);
    await rows(
      em,
      `insert into intake_message
         (engine_id, message_id, state, type, received_at, subject, payload, purchase_id, engine_reference, parked_until)
       values (?, ?, 'parked', ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
      [
        engine.id,
        read.id,
        read.type,
        receivedAt,
        subject,
        Buffer.from(bytes),
        read.data.purchaseId ?? null,
        read.data.engineReference ?? null,
        until,
      ],
    );
    return { id: read.id, outcome: 'accepted', code: INTAKE_PARKED };
  }

  /** Whether the message is taken for the first time. The purchase is locked: two of the same id wait for each other. */
  private async remember(
    em: EntityManager,
    engine: BillingEngine,
    { id, type }: ReadMessage,
    { subject, receivedAt }: IncomingMessage,
    again: boolean,
  ): Promise<boolean> {
    const row = await firstRow(
      em,
      `insert into intake_message (engine_id, message_id, state, type, received_at, subject)
       values (?, ?, 'taken', ?, ?, ?)
       on conflict (engine_id, message_id) do update set state = 'taken', payload = null
         where intake_message.state = 'parked' and ? returning message_id`,
      [engine.id, id, type, receivedAt, subject, again],
    );
    return row !== undefined;
  }

  /** One fact counts once whatever message it comes in. */
  private async newFact(
    em: EntityManager,
    engine: BillingEngine,
    purchase: Purchase,
    read: ReadMessage,
  ): Promise<boolean> {
    const { cycle, attempt } = factKeyOf(read);
    const row = await firstRow(
      em,
      `insert into purchase_fact (purchase_id, run, type, cycle, attempt, engine_id, message_id)
       values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning purchase_id`,
      [purchase.id, purchase.run, read.type, cycle, attempt, engine.id, read.id],
    );
    return row !== undefined;
  }
}

function duplicate(id: string, state: string): IntakeReceipt {
  return { id, outcome: 'duplicate', ...(state === 'parked' ? { code: INTAKE_PARKED } : {}) };
}
