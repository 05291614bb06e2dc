import { Controller } from '@nestjs/common';
import {
  CaptureTransaction,
  ListFailedCaptures,
  type Call,
  type ListFailedCapturesInput,
  type Page,
  type TransactionInput,
  type TransactionView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { CapturesService } from './captures.service';

@Controller()
export class CapturesController {
  constructor(private readonly captures: CapturesService) {}

  @Handles(CaptureTransaction)
  capture(input: TransactionInput, call: Call): Promise<TransactionView> {
    return this.captures.capture(input, call);
  }

  @Handles(ListFailedCaptures)
  failed(input: ListFailedCapturesInput, call: Call): Promise<Page<TransactionView>> {
    return this.captures.failed(input, call);
  }
}
