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
import { ChargebacksService } from './chargebacks.service';

@Controller()
export class ChargebacksController {
  constructor(private readonly marks: ChargebacksService) {}

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
