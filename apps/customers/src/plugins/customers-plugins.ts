import type { Provider } from '@nestjs/common';
import { pluginEndpoint, Plugins, ServiceLogger } from '@daybook/messaging';
import { CustomersConfig } from '../customers.config';

/** The plugins that the customers service asks, as it is configured. */
export const customersPlugins: Provider = {
  provide: Plugins,
  inject: [CustomersConfig, ServiceLogger],
  useFactory: (config: CustomersConfig, logger: ServiceLogger) =>
    new Plugins(
      {
        'address-check': pluginEndpoint(config.pluginAddressCheckUrl, config.pluginAddressCheckSecret),
        'phone-switch': pluginEndpoint(config.pluginPhoneSwitchUrl, config.pluginPhoneSwitchSecret),
        sms: pluginEndpoint(config.pluginSmsUrl, config.pluginSmsSecret),
      },
      config.pluginTimeoutMs,
      logger,
    ),
};
