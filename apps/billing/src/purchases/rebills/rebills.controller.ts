import { Controller } from '@nestjs/common';
import { ForceBill, type Call, type ForceBillInput, type PurchaseView } from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { ForceBillService } from './force-bill.service';

@Controller()
export class RebillsController {
  constructor(private readonly forceBills: ForceBillService) {}

  @Handles(ForceBill)
  forceBill(input: ForceBillInput, call: Call): Promise<PurchaseView> {
    return this.forceBills.forceBill(input, call);
  }
}
