import { CheckAddress } from './address-check';
import { UpdateCard } from './card-updater';
import { ScoreFraud } from './fraud';
import { ScanForMalware } from './malware-scan';
import { ChangeMembership } from './membership';
import { StartPhoneCall } from './phone-switch';
import { SendSms } from './sms';
import { CalculateTax, CollectTax } from './tax';
import type { PluginCall } from './plugin';

export * from './address-check';
export * from './card-updater';
export * from './fraud';
export * from './malware-scan';
export * from './membership';
export * from './phone-switch';
export * from './plugin';
export * from './plugin-fields';
export * from './sms';
export * from './tax';

/** Everything that is asked of plugins. */
export const pluginCalls: readonly PluginCall[] = [
  CheckAddress,
  CalculateTax,
  CollectTax,
  ScoreFraud,
  StartPhoneCall,
  SendSms,
  UpdateCard,
  ChangeMembership,
  ScanForMalware,
];
