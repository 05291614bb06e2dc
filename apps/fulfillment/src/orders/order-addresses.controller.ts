import { Controller } from '@nestjs/common';
import {
  type Call,
  ReaddressOrder,
  type ReaddressedOrderView,
  type ReaddressOrderInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { OrderAddressesService } from './order-addresses.service';

@Controller()
export class OrderAddressesController {
  constructor(private readonly addresses: OrderAddressesService) {}

  @Handles(ReaddressOrder)
  readdress(input: ReaddressOrderInput, call: Call): Promise<ReaddressedOrderView> {
    return this.addresses.readdress(input, call);
  }
}
