import { IsBoolean, IsOptional, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { definePluginCall } from './plugin';
import { PluginAddress, PluginAnswer, PluginCode } from './plugin-fields';

/** Asks whether mail reaches an address. */
export class AddressCheckRequest {
  @ValidateNested()
  @Type(() => PluginAddress)
  address!: PluginAddress;
}

/** Whether mail reaches it. */
export class AddressCheckAnswer extends PluginAnswer {
  @IsBoolean()
  @JSONSchema({ description: 'Whether mail reaches the address.' })
  verified!: boolean;

  @IsOptional()
  @PluginCode('Why not.')
  reasonCode?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => PluginAddress)
  @JSONSchema({ description: 'How the address is written properly, where that differs.' })
  suggestion?: PluginAddress;
}

/** Checks a postal address. */
export const CheckAddress = definePluginCall({
  plugin: 'address-check',
  path: '/check',
  summary: 'Check a postal address',
  request: AddressCheckRequest,
  answer: AddressCheckAnswer,
});
