import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  INTAKE_MAX_BYTES,
  mapPage,
  type Call,
  type IntakeReceipt,
  type IntakeRejectionCode,
  type IntakeRejectionSummaryView,
  type IntakeRejectionView,
  type IntakeReplayView,
  type ListIntakeRejectionsInput,
  type Page,
  type ReplayIntakeRejectionInput,
} from '@daybook/contracts';
import { Clock, isTransient, ServiceLogger, textOf } from '@daybook/messaging';
import { Bound, conditionsOf, firstRow, newestRows, rows, UnitOfWork } from '@daybook/persistence';
import { FAILED, IntakeRefusal, type IncomingMessage } from './messages/intake-reader';
import { IntakeReceipts } from './intake-receipts';
import { IntakeService } from './intake.service';

interface RejectionRow {
  id: string;
  engine: string;
  subject: string;
  message_id: string | null;
  code: IntakeRejectionCode;
  detail: string;
  size: number;
  payload: Buffer;
  received_at: Date;
  resolved_at: Date | null;
}

/** The account of messages that were not taken: listed, read, and sent through again. */
@Injectable()
export class RejectionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly intake: IntakeService,
    private readonly receipts: IntakeReceipts,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {}

  list(input: ListIntakeRejectionsInput): Promise<Page<IntakeRejectionSummaryView>> {
    const bound = new Bound();
    const conditions = conditionsOf<ListIntakeRejectionsInput, string>(input, {
      engine: (engine) => `engine = ${bound.add(engine)}`,
      code: (code) => `code = ${bound.add(code)}`,
      resolved: (resolved) => (resolved ? 'resolved_at is not null' : 'resolved_at is null'),
    });
    return this.work.read(async (em) => {
      const page = await newestRows<RejectionRow>(
        em,
        {
          list: 'intake-rejections',
          select:
            'select id, engine, subject, message_id, code, detail, size, received_at, resolved_at from intake_rejection',
          conditions,
          bound,
          by: ['received_at', 'id'],
          keyOf: ({ received_at, id }) => [received_at, id],
        },
        input,
      );
      return mapPage(page, summaryView);
    });
  }

  read(id: string): Promise<IntakeRejectionView> {
    return this.work.read(async (em) => {
      const row = await find(em, id);
      const { text, encoding } = textOf(row.payload);
      return { ...summaryView(row), payload: text, encoding };
    });
  }

  async replay(input: ReplayIntakeRejectionInput, call: Call): Promise<IntakeReplayView> {
    let sent: { engine: string; receipt: IntakeReceipt } | null = null;
    const replay = this.work.command(call, async (em): Promise<IntakeReplayView> => {
      const row = await find(em, input.id, true);
      if (row.resolved_at !== null) throw new DomainError('billing.rejection_resolved');
      const receipt = await this.takeAgain(em, row, input.message);
      sent = { engine: row.engine, receipt };
      const resolved = receipt.outcome !== 'rejected';
      return { id: row.id, outcome: receipt.outcome, code: receipt.code, detail: receipt.detail, resolved };
    });
    const view = await replay.catch((error: unknown): IntakeReplayView => {
      if (error instanceof DomainError || isTransient(error)) throw error;
      this.logger.error('a rejected message could not be applied', {
        rejectionId: input.id,
        err: error as Error,
      });
      return { id: input.id, outcome: 'rejected', code: FAILED.code, detail: FAILED.detail, resolved: false };
    });
    if (sent !== null)
      this.receipts.send((sent as { engine: string }).engine, (sent as { receipt: IntakeReceipt }).receipt);
    return view;
  }

  private async takeAgain(
    em: EntityManager,
    row: RejectionRow,
    mended: object | undefined,
  ): Promise<IntakeReceipt> {
    const message = mendedMessage(row, mended);
    try {
      // Only its beginning was kept.
      if (mended === undefined && row.size > INTAKE_MAX_BYTES) throw new IntakeRefusal(row.code, row.detail);
      const receipt = await this.intake.take(em, message);
      await rows(em, 'update intake_rejection set resolved_at = $1 where id = $2', [
        this.clock.now(),
        row.id,
      ]);
      return receipt;
    } catch (error) {
      if (!(error instanceof IntakeRefusal)) throw error;
      const { code, detail } = error;
      if (mended === undefined) {
        await rows(em, 'update intake_rejection set code = $1, detail = $2 where id = $3', [
          code,
          detail,
          row.id,
        ]);
      }
      return { id: row.message_id ?? '', outcome: 'rejected', code, detail };
    }
  }
}

/** A mended message goes by its own type; one as it came by the subject it came on. */
function mendedMessage(row: RejectionRow, mended: object | undefined): IncomingMessage {
  const receivedAt = new Date(row.received_at);
  if (mended === undefined) return { subject: row.subject, bytes: row.payload, receivedAt };
  const { type } = mended as { type?: unknown };
  return {
    subject: `intake.billing.${row.engine}.${typeof type === 'string' ? type : ''}`,
    bytes: Buffer.from(JSON.stringify(mended)),
    receivedAt,
  };
}

async function find(em: EntityManager, id: string, lock = false): Promise<RejectionRow> {
  const row = await firstRow<RejectionRow>(
    em,
    `select * from intake_rejection where id = $1${lock ? ' for update' : ''}`,
    [id],
  );
  if (row === undefined) throw new DomainError('billing.not_found');
  return row;
}

function summaryView(row: RejectionRow): IntakeRejectionSummaryView {
  return {
    id: row.id,
    engine: row.engine,
    subject: row.subject,
    ...(row.message_id === null ? {} : { messageId: row.message_id }),
    code: row.code,
    detail: row.detail,
    size: row.size,
    receivedAt: new Date(row.received_at).toISOString(),
    ...(row.resolved_at === null ? {} : { resolvedAt: new Date(row.resolved_at).toISOString() }),
  };
}
