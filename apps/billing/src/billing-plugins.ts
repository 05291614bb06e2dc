import type { Provider } from '@nestjs/common';
import { pluginPlace, Plugins, ServiceLogger } from '@daybook/messaging';
import { BillingConfig } from './billing.config';

/** The plugins that billing asks, as it is configured. */
export const billingPlugins: Provider = {
  provide: Plugins,
  inject: [BillingConfig, ServiceLogger],
  useFactory: (config: BillingConfig, logger: ServiceLogger) =>
    new Plugins(
      {
        tax: pluginPlace(config.pluginTaxUrl, config.pluginTaxSecret),
        'address-check': pluginPlace(config.pluginAddressCheckUrl, config.pluginAddressCheckSecret),
        fraud: pluginPlace(config.pluginFraudUrl, config.pluginFraudSecret),
        'card-updater': pluginPlace(config.pluginCardUpdaterUrl, config.pluginCardUpdaterSecret),
        membership: pluginPlace(config.pluginMembershipUrl, config.pluginMembershipSecret),
      },
      config.pluginTimeoutMs,
      logger,
    ),
};
