import { Controller } from '@nestjs/common';
import {
  AddPaymentMethod,
  ListPaymentMethods,
  RemovePaymentMethod,
  UpdatePaymentMethod,
  type AddPaymentMethodInput,
  type Call,
  type ListOfCustomerInput,
  type Page,
  type PaymentMethodView,
  type RemovePaymentMethodInput,
  type UpdatePaymentMethodInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { PaymentMethodsService } from './payment-methods.service';

@Controller()
export class PaymentMethodsController {
  constructor(private readonly methods: PaymentMethodsService) {}

  @Handles(AddPaymentMethod)
  add(input: AddPaymentMethodInput, call: Call): Promise<PaymentMethodView> {
    return this.methods.add(input, call);
  }

  @Handles(ListPaymentMethods)
  list(input: ListOfCustomerInput, call: Call): Promise<Page<PaymentMethodView>> {
    return this.methods.list(input, call);
  }

  @Handles(UpdatePaymentMethod)
  update(input: UpdatePaymentMethodInput, call: Call): Promise<PaymentMethodView> {
    return this.methods.update(input, call);
  }

  @Handles(RemovePaymentMethod)
  remove(input: RemovePaymentMethodInput, call: Call): Promise<PaymentMethodView> {
    return this.methods.remove(input, call);
  }
}
