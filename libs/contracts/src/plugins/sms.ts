import { IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { definePluginCall } from './plugin';
import { PluginAnswer, PluginCode } from './plugin-fields';

/** Asks for a text message to be sent. */
export class SmsRequest {
  @IsUUID()
  @JSONSchema({ description: 'Our id of the message.' })
  messageId!: string;

  @Matches(/^\+[1-9]\d{1,14}$/)
  @JSONSchema({ description: "The customer's number, E.164." })
  to!: string;

  @IsString()
  @Length(1, 1_600)
  text!: string;
}

/** The message is on its way. */
export class SmsAnswer extends PluginAnswer {
  @IsOptional()
  @PluginCode("The provider's own name of the message.")
  reference?: string;
}

/** Sends a text message. */
export const SendSms = definePluginCall({
  plugin: 'sms',
  path: '/messages',
  summary: 'Send a text message',
  description: 'Refuse with 422 where it cannot be sent, such as code `opted_out`.',
  request: SmsRequest,
  answer: SmsAnswer,
});
