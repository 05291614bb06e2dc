import { Injectable } from '@nestjs/common';
import {
  mapPage,
  type Call,
  type ListFailedCapturesInput,
  type Page,
  type TransactionInput,
  type TransactionView,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { newestPage, UnitOfWork } from '@daybook/persistence';
import { scopeCondition } from '../../catalog/campaign-scope';
import { initiatorOf } from '../initiator';
import { lockedCharge } from '../locked-charge';
import { PaymentsService } from '../payments.service';
import { Transaction } from '../transaction.entity';
import { transactionView } from '../transaction.views';
import { beginCapture } from './begin-capture';

/** Authorised payments as people look after them. */
@Injectable()
export class CapturesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
  ) {}

  /** Captures by hand what was not captured by itself. */
  capture({ id }: TransactionInput, call: Call): Promise<TransactionView> {
    return this.payments.complete(
      call,
      async (em) => {
        const { order, charge } = await lockedCharge(em, id, 'operations.change', call);
        const capture = await beginCapture(em, order, charge, {
          initiator: initiatorOf(call),
          now: this.clock.now(),
          nextTryAt: this.payments.recoveryTime(),
        });
        return { transactionIds: [capture.id] };
      },
      async (em, { transactionIds: [begun] }) =>
        transactionView(await em.findOneOrFail(Transaction, { id: begun })),
    );
  }

  /** Authorised payments whose capture failed, and that are neither captured nor voided since. */
  failed(input: ListFailedCapturesInput, call: Call): Promise<Page<TransactionView>> {
    const open = { type: 'authorize', captured: false, voided: false, captureFailedAt: { $ne: null } };
    return this.work.read(async (em) => {
      const list = { entity: Transaction, list: 'failed-captures', by: 'occurredAt' } as const;
      const conditions = [open, scopeCondition(call.actor, 'operations.view')];
      return mapPage(await newestPage(em, list, conditions, input), transactionView);
    });
  }
}
