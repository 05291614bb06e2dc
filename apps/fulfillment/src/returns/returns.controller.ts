import { Controller } from '@nestjs/common';
import {
  type ActOnFulfillmentInput,
  AnnounceReturn,
  type AnnounceReturnInput,
  type Call,
  type FulfillmentInput,
  type FulfillmentView,
  ReceiveReturn,
  WithdrawReturn,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { ReturnsService } from './returns.service';

@Controller()
export class ReturnsController {
  constructor(private readonly returns: ReturnsService) {}

  @Handles(AnnounceReturn)
  announce(input: AnnounceReturnInput, call: Call): Promise<FulfillmentView> {
    return this.returns.announce(input, call);
  }

  @Handles(WithdrawReturn)
  withdraw(input: FulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.returns.withdraw(input, call);
  }

  @Handles(ReceiveReturn)
  receive(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.returns.receive(input, call);
  }
}
