import { definePluginCall } from './plugin';
import { PluginActor, PluginAnswer, PluginCode } from './plugin-fields';
import { E164, Id, Part, Text } from '../fields';

/** Asks the phone switch to connect an agent with a customer. */
export class PhoneCallRequest {
  @Id('Our id of the call.')
  callId!: string;

  @E164("The customer's number, E.164.")
  to!: string;

  @Text({ optional: true, min: 1, max: 20 })
  extension?: string;

  @Part(PluginActor, 'Who calls.')
  agent!: PluginActor;

  @Id()
  customerId!: string;
}

/** The call is under way. */
export class PhoneCallAnswer extends PluginAnswer {
  @PluginCode("The switch's own name of the call.", { optional: true })
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
