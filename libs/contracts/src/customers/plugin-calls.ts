import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';
import { PluginAddress } from '../plugins';

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
  @IsUUID()
  id!: string;

  @IsOptional()
  @IsUUID()
  @JSONSchema({
    description:
      'One of the customer’s addresses; the first shipping address, else the first one, when absent.',
  })
  addressId?: string;
}

/** What the address check said. */
export class AddressCheckView {
  @IsUUID()
  id!: string;

  @IsUUID()
  customerId!: string;

  @IsUUID()
  addressId!: string;

  @IsIn(addressCheckOutcomes)
  @JSONSchema({ description: '`failed`: the plugin gave no answer that can be used; `reasonCode` says why.' })
  outcome!: AddressCheckOutcome;

  @IsString()
  @JSONSchema({ description: 'Who answered; the plugin’s own name where nobody did.' })
  provider!: string;

  @IsOptional()
  @IsString()
  reasonCode?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => PluginAddress)
  @JSONSchema({ description: 'How the address is written properly, where that differs.' })
  suggestion?: PluginAddress;
}

/** Input of StartCustomerCall. */
export class StartCustomerCallInput {
  @IsUUID()
  id!: string;

  @IsOptional()
  @Matches(/^\+[1-9]\d{1,14}$/, { message: 'number must be E.164, such as +14155552671' })
  @JSONSchema({ description: 'One of the customer’s numbers, E.164; the first valid one when absent.' })
  number?: string;
}

/** What became of a call. */
export class CustomerCallView {
  @IsUUID()
  id!: string;

  @IsUUID()
  customerId!: string;

  @IsString()
  @JSONSchema({ description: 'The number that is called, E.164.' })
  number!: string;

  @IsIn(contactOutcomes)
  @JSONSchema({
    description:
      '`unknown`: the plugin did not answer in time and may have acted nevertheless; `reasonCode` says why.',
  })
  outcome!: ContactOutcome;

  @IsString()
  @JSONSchema({ description: 'Who answered; the plugin’s own name where nobody did.' })
  provider!: string;

  @IsOptional()
  @IsString()
  reasonCode?: string;
}

/** Input of SendCustomerSms. */
export class SendCustomerSmsInput extends StartCustomerCallInput {
  @IsString()
  @Length(1, 1_600)
  @Matches(/\S/, { message: 'text must not be blank' })
  @NoCardNumber()
  @JSONSchema({ description: 'What is sent, as it is.' })
  text!: string;
}

/** What became of a text message; its text stands in the customer’s activity. */
export class CustomerSmsView extends CustomerCallView {}
