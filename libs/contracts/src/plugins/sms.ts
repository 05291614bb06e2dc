import { definePluginCall } from './plugin';
import { PluginAnswer, PluginCode } from './plugin-fields';
import { E164, Id, Text } from '../fields';

/** Asks for a text message to be sent. */
export class SmsRequest {
  @Id('Our id of the message.')
  messageId!: string;

  @E164("The customer's number, E.164.")
  to!: string;

  @Text({ min: 1, max: 1_600 })
  text!: string;
}

/** The message is on its way. */
export class SmsAnswer extends PluginAnswer {
  @PluginCode("The provider's own name of the message.", { optional: true })
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
