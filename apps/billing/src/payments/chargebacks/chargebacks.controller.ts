import { Controller } from '@nestjs/common';
import {
  EnterChargeback,
  RevertChargeback,
  type Call,
  type EnterChargebackInput,
  type RevertChargebackInput,
  type TransactionView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { ChargebacksService } from './chargebacks.service';

@Controller()
export class ChargebacksController {
  constructor(private readonly chargebacks: ChargebacksService) {}

  @Handles(EnterChargeback)
  enter(input: EnterChargebackInput, call: Call): Promise<TransactionView> {
    return this.chargebacks.enter(input, call);
  }

  @Handles(RevertChargeback)
  revert(input: RevertChargebackInput, call: Call): Promise<TransactionView> {
    return this.chargebacks.revert(input, call);
  }
}
