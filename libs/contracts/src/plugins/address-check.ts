import { definePluginCall } from './plugin';
import { PluginAddress, PluginAnswer, PluginCode } from './plugin-fields';
import { Flag, Part } from '../fields';

/** Asks whether mail reaches an address. */
export class AddressCheckRequest {
  @Part(PluginAddress)
  address!: PluginAddress;
}

/** Whether mail reaches it. */
export class AddressCheckAnswer extends PluginAnswer {
  @Flag('Whether mail reaches the address.')
  verified!: boolean;

  @PluginCode('Why not.', { optional: true })
  reasonCode?: string;

  @Part(PluginAddress, 'How the address is written properly, where that differs.', { optional: true })
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
