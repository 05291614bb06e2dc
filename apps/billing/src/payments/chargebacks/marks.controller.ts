import { Controller } from '@nestjs/common';
import {
  EnterChargeback,
  RecordOutsideRefund,
  RevertChargeback,
  type Call,
  type EnterChargebackInput,
  type RecordOutsideRefundInput,
  type RevertChargebackInput,
  type TransactionView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { MarksService } from './marks.service';

@Controller()
export class MarksController {
  constructor(private readonly marks: MarksService) {}

  @Handles(EnterChargeback)
  chargeBack(input: EnterChargebackInput, call: Call): Promise<TransactionView> {
    return this.marks.chargeBack(input, call);
  }

  @Handles(RevertChargeback)
  revertChargeback(input: RevertChargebackInput, call: Call): Promise<TransactionView> {
    return this.marks.revertChargeback(input, call);
  }

  @Handles(RecordOutsideRefund)
  recordOutsideRefund(input: RecordOutsideRefundInput, call: Call): Promise<TransactionView> {
    return this.marks.recordOutsideRefund(input, call);
  }
}
