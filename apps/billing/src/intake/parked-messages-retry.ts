import { Injectable } from '@nestjs/common';
import type { IntakeReceipt } from '@daybook/contracts';
import { BackgroundWork, Clock, eachAlone, isTransient, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { FAILED, IntakeRefusal, type IncomingMessage } from './messages/intake-reader';
import { IntakeReceipts } from './intake-receipts';
import { IntakeService } from './intake.service';

const EVERY_MS = 1_000;
const AT_ONCE = 50;

interface ParkedRow {
  engine_id: string;
  engine: string;
  message_id: string;
  subject: string;
  payload: Buffer;
  received_at: Date;
  expired: boolean;
}

/** Those of which what they are about has become known, and those whose day is over. */
const DUE = `
  select m.engine_id, e.name engine, m.message_id, m.subject, m.payload, m.received_at, m.parked_until <= $1 expired
  from intake_message m join billing_engine e on e.id = m.engine_id
  where m.state = 'parked' and (
    m.parked_until <= $1
    or case m.subject_kind
      when 'purchase' then
        exists (select from purchase p where p.id = m.subject_id)
        or exists (
          select from engine_reference r join purchase p on p.id = r.purchase_id
          where r.engine_id = m.engine_id and r.reference = m.subject_reference)
      when 'order' then exists (select from customer_order o where o.id = m.subject_id)
      when 'transaction' then exists (select from payment_transaction t where t.id = m.subject_id)
      else exists (
        select from customer_order o where o.customer_id = m.subject_id and o.engine_id = m.engine_id)
    end
    or exists (
      select from engine_subject_reference r
      where r.engine_id = m.engine_id and r.kind = m.subject_kind and r.reference = m.subject_reference))
  order by m.received_at limit $2`;

/** Tries parked messages again as soon as what they are about is known; after a day they become rejections. */
@Injectable()
export class ParkedMessagesRetry extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly intake: IntakeService,
    private readonly receipts: IntakeReceipts,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('looking after parked messages', EVERY_MS, () => this.sweep(), logger);
  }

  private async sweep(): Promise<void> {
    const now = this.clock.now();
    const due = await this.work.read((em) => rows<ParkedRow>(em, DUE, [now, AT_ONCE]));
    await eachAlone(due, async (row) => {
      const receipt = await this.tryAgain(row);
      if (receipt !== null) this.receipts.send(row.engine, receipt);
    });
  }

  private async tryAgain(row: ParkedRow): Promise<IntakeReceipt | null> {
    const message = { subject: row.subject, bytes: row.payload, receivedAt: new Date(row.received_at) };
    try {
      return await this.work.transaction(async (em) =>
        (await lock(em, row)) ? this.intake.takeParked(em, message, row.expired) : null,
      );
    } catch (error) {
      if (isTransient(error)) throw error;
      if (!(error instanceof IntakeRefusal))
        this.logger.error('a parked message could not be applied', {
          subject: row.subject,
          err: error as Error,
        });
      const refusal = error instanceof IntakeRefusal ? error : FAILED;
      return this.giveUp(row, message, refusal);
    }
  }

  private giveUp(
    row: ParkedRow,
    message: IncomingMessage,
    refusal: IntakeRefusal,
  ): Promise<IntakeReceipt | null> {
    return this.work.transaction(async (em) => {
      if (!(await lock(em, row))) return null;
      // The id is free again: the mended message may come under it.
      await rows(em, 'delete from intake_message where engine_id = $1 and message_id = $2', [
        row.engine_id,
        row.message_id,
      ]);
      return this.intake.reject(em, message, refusal);
    });
  }
}

/** Whether it is still parked, and no other replica is at it. */
async function lock(em: Parameters<typeof firstRow>[0], row: ParkedRow): Promise<boolean> {
  const found = await firstRow(
    em,
    `select 1 from intake_message where engine_id = $1 and message_id = $2 and state = 'parked' for update skip locked`,
    [row.engine_id, row.message_id],
  );
  return found !== undefined;
}
