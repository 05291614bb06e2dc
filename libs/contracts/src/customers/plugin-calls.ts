import { PluginAddress } from '../plugins';
import { E164, Id, Note, OneOf, Part, Text } from '../fields';

/** How an address check ended. */
export const addressCheckOutcomes = ['verified', 'not_verified', 'failed'] as const;
/** One of them. */
export type AddressCheckOutcome = (typeof addressCheckOutcomes)[number];

/** How an order to the phone switch or the SMS provider ended. */
export const contactOutcomes = ['started', 'refused', 'failed', 'unknown'] as const;
/** One of them. */
export type ContactOutcome = (typeof contactOutcomes)[number];

/** Input of CheckCustomerAddress. */
export class CheckCustomerAddressInput {
  @Id()
  id!: string;

  @Id('One of the customer’s addresses; the first shipping address, else the first one, when absent.', {
    optional: true,
  })
  addressId?: string;
}

/** What the address check said. */
export class AddressCheckView {
  @Id()
  id!: string;

  @Id()
  customerId!: string;

  @Id()
  addressId!: string;

  @OneOf(addressCheckOutcomes, '`failed`: the plugin gave no answer that can be used; `reasonCode` says why.')
  outcome!: AddressCheckOutcome;

  @Text('Who answered; the plugin’s own name where nobody did.')
  provider!: string;

  @Text({ optional: true })
  reasonCode?: string;

  @Part(PluginAddress, 'How the address is written properly, where that differs.', { optional: true })
  suggestion?: PluginAddress;
}

/** Input of StartCustomerCall. */
export class StartCustomerCallInput {
  @Id()
  id!: string;

  @E164('One of the customer’s numbers, E.164; the first valid one when absent.', { optional: true })
  number?: string;
}

/** What became of a call. */
export class CustomerCallView {
  @Id()
  id!: string;

  @Id()
  customerId!: string;

  @Text('The number that is called, E.164.')
  number!: string;

  @OneOf(
    contactOutcomes,
    '`unknown`: the plugin did not answer in time and may have acted nevertheless; `reasonCode` says why.',
  )
  outcome!: ContactOutcome;

  @Text('Who answered; the plugin’s own name where nobody did.')
  provider!: string;

  @Text({ optional: true })
  reasonCode?: string;
}

/** Input of SendCustomerSms. */
export class SendCustomerSmsInput extends StartCustomerCallInput {
  @Note('What is sent, as it is.', { min: 1, max: 1_600 })
  text!: string;
}

/** What became of a text message; its text stands in the customer’s activity. */
export class CustomerSmsView extends CustomerCallView {}
