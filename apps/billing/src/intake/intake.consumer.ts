import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { NatsError, type JsMsg } from 'nats';
import { containsCardNumber, withoutCardNumbers, type IntakeReceipt } from '@daybook/contracts';
import { Bus, Metrics, ServiceLogger, StreamLoop, structured } from '@daybook/messaging';
import { BillingConfig } from '../billing.config';
import { EnginesHeard } from '../engines/engines-heard';
import { holdsCardNumber } from './messages/intake-rejections';
import { IntakeReceipts } from './intake-receipts';
import { partsOf, type IncomingMessage } from './messages/intake-reader';
import { NAMING_FIELDS } from './messages/message-identity';
import { IntakeService } from './intake.service';

/** Messages handed over at once. */
const BATCH = 200;
/** Things worked on at the same time. */
const LANES = 4;

/** Reads what billing engines publish; replicas share the messages. Acknowledged after commit and receipt. */
@Injectable()
export class IntakeConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: StreamLoop;

  constructor(
    private readonly bus: Bus,
    config: BillingConfig,
    private readonly logger: ServiceLogger,
    private readonly metrics: Metrics,
    private readonly intake: IntakeService,
    private readonly receipts: IntakeReceipts,
    private readonly heard: EnginesHeard,
  ) {
    this.loop = new StreamLoop(
      bus,
      {
        stream: 'INTAKE',
        durable: 'billing-intake',
        batch: BATCH,
        replicas: config.natsReplicas,
        handle: (messages) => this.take(messages),
        keep: (message, error) => this.keep(message, error),
      },
      logger,
    );
    for (const outcome of ['accepted', 'duplicate', 'rejected']) metrics.messages.inc({ outcome }, 0);
    metrics.onRead(() => metrics.queued.set({ queue: 'intake' }, this.loop.waiting));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.close();
  }

  /** What one thing concerns is taken in the order it came; different ones at the same time. */
  private async take(messages: JsMsg[]): Promise<void> {
    const lanes = new Map<number, JsMsg[]>();
    for (const message of messages) {
      const lane = laneOf(message);
      const waiting = lanes.get(lane);
      if (waiting === undefined) lanes.set(lane, [message]);
      else waiting.push(message);
    }
    await Promise.all([...lanes.values()].map((lane) => this.takeInOrder(lane)));
    await this.receipts.delivered();
    await this.heard.note(messages.map(({ subject }) => subject.split('.')[2] ?? ''));
  }

  private async takeInOrder(messages: readonly JsMsg[]): Promise<void> {
    const receipts = await this.intake.receiveAll(messages.map(incoming));
    for (const [at, message] of messages.entries()) {
      const receipt = receipts[at];
      if (receipt !== undefined) await this.answer(message, receipt);
    }
  }

  /** What can be neither taken nor rejected as others are: its bytes are kept, and the engine hears of it. */
  private async keep(message: JsMsg, error: unknown): Promise<void> {
    this.logger.error('an engine’s message could not be rejected as others are', {
      sequence: message.seq,
      err: error as Error,
    });
    await this.answer(message, await this.intake.keepBytes(incoming(message)));
    await this.receipts.delivered();
  }

  private async answer(message: JsMsg, receipt: IntakeReceipt): Promise<void> {
    this.metrics.messages.inc({ outcome: receipt.outcome });
    const refused =
      receipt.outcome === 'rejected' && holdsCardNumber(message.subject, incoming(message).bytes);
    if (refused || headersHoldCard(message)) await this.erase(message);
    this.receipts.send(partsOf(message.subject).engine, { ...receipt, sequence: message.seq });
  }

  /** Takes a message out of the stream, where it would stand until it is too old. */
  private async erase({ seq, subject }: JsMsg): Promise<void> {
    const manager = await this.bus.connection.jetstreamManager({ checkAPI: false });
    try {
      await manager.streams.deleteMessage('INTAKE', seq, true);
    } catch (error) {
      // Another replica was first, or it comes again after a crash.
      if (error instanceof NatsError && /no message found/i.test(error.message)) return;
      if (!this.bus.up) throw error;
      this.logger.error('a message with a card number could not be erased from the stream', {
        sequence: seq,
        subject: withoutCardNumbers(subject),
        err: error as Error,
      });
    }
  }
}

function incoming({ subject, data, headers, info }: JsMsg): IncomingMessage {
  // The time the stream took it: a backlog does not make it older.
  return { subject, bytes: structured(data, headers), receivedAt: new Date(info.timestampNanos / 1_000_000) };
}

const decoder = new TextDecoder();
const NAMED = new RegExp(`"(?:${NAMING_FIELDS.join('|')})"\\s*:\\s*"([^"]*)"`);

/** Headers that are no attributes nobody reads; the stream keeps them all. */
function headersHoldCard({ headers }: JsMsg): boolean {
  return [...(headers ?? [])].some(([name, values]) => containsCardNumber([name, ...values].join('\n x ')));
}

function laneOf(message: JsMsg): number {
  const named = NAMED.exec(decoder.decode(message.data.subarray(0, 4_096)))?.[1] ?? message.subject;
  let hash = 0;
  for (let at = 0; at < named.length; at += 1) hash = (hash * 31 + named.charCodeAt(at)) | 0;
  return Math.abs(hash) % LANES;
}
