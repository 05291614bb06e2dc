import type { Provider } from '@nestjs/common';
import { pluginEndpoint, Plugins, ServiceLogger } from '@daybook/messaging';
import { BillingConfig } from './billing.config';

/** The plugins that billing asks, as it is configured. */
export const billingPlugins: Provider = {
  provide: Plugins,
  inject: [BillingConfig, ServiceLogger],
  useFactory: (config: BillingConfig, logger: ServiceLogger) =>
    new Plugins(
      {
        tax: pluginEndpoint(config.pluginTaxUrl, config.pluginTaxSecret),
        'address-check': pluginEndpoint(config.pluginAddressCheckUrl, config.pluginAddressCheckSecret),
        fraud: pluginEndpoint(config.pluginFraudUrl, config.pluginFraudSecret),
        'card-updater': pluginEndpoint(config.pluginCardUpdaterUrl, config.pluginCardUpdaterSecret),
        membership: pluginEndpoint(config.pluginMembershipUrl, config.pluginMembershipSecret),
      },
      config.pluginTimeoutMs,
      logger,
    ),
};
