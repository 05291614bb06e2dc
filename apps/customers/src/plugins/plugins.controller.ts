import { Controller } from '@nestjs/common';
import {
  CheckCustomerAddress,
  CheckCustomerAddressInput,
  SendCustomerSms,
  SendCustomerSmsInput,
  StartCustomerCall,
  StartCustomerCallInput,
  type AddressCheckView,
  type Call,
  type CustomerCallView,
  type CustomerSmsView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { AddressChecksService } from './address-checks.service';
import { ContactsService } from './contacts.service';

/** Calls that plugins answer in the end. */
@Controller()
export class PluginsController {
  constructor(
    private readonly addressChecks: AddressChecksService,
    private readonly contacts: ContactsService,
  ) {}

  @Handles(CheckCustomerAddress)
  checkAddress(input: CheckCustomerAddressInput, call: Call): Promise<AddressCheckView> {
    return this.addressChecks.check(input, call);
  }

  @Handles(StartCustomerCall)
  startCall(input: StartCustomerCallInput, call: Call): Promise<CustomerCallView> {
    return this.contacts.startCall(input, call);
  }

  @Handles(SendCustomerSms)
  sendSms(input: SendCustomerSmsInput, call: Call): Promise<CustomerSmsView> {
    return this.contacts.sendSms(input, call);
  }
}
