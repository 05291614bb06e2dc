import { Controller } from '@nestjs/common';
import {
  type ActOnFulfillmentInput,
  AnnounceReturn,
  type AnnounceReturnInput,
  type Call,
  type FulfillmentView,
  ReceiveReturn,
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

  @Handles(ReceiveReturn)
  receive(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.returns.receive(input, call);
  }
}
