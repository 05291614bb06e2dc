import { IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { definePluginCall } from './plugin';
import { PluginActor, PluginAnswer, PluginCode } from './plugin-fields';

/** Asks the phone switch to connect an agent with a customer. */
export class PhoneCallRequest {
  @IsUUID()
  @JSONSchema({ description: 'Our id of the call.' })
  callId!: string;

  @Matches(/^\+[1-9]\d{1,14}$/)
  @JSONSchema({ description: "The customer's number, E.164." })
  to!: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  extension?: string;

  @ValidateNested()
  @Type(() => PluginActor)
  @JSONSchema({ description: 'Who calls.' })
  agent!: PluginActor;

  @IsUUID()
  customerId!: string;
}

/** The call is under way. */
export class PhoneCallAnswer extends PluginAnswer {
  @IsOptional()
  @PluginCode("The switch's own name of the call.")
  reference?: string;
}

/** Starts a call. */
export const StartPhoneCall = definePluginCall({
  plugin: 'phone-switch',
  path: '/calls',
  summary: 'Connect an agent with a customer',
  description: 'Refuse with 422 where no call can be started, such as code `agent_busy`.',
  request: PhoneCallRequest,
  answer: PhoneCallAnswer,
});
