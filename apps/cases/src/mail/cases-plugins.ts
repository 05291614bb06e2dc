import type { Provider } from '@nestjs/common';
import { pluginEndpoint, Plugins, ServiceLogger } from '@daybook/messaging';
import { CasesConfig } from '../cases.config';

/** The plugins that the cases service asks, as it is configured. */
export const casesPlugins: Provider = {
  provide: Plugins,
  inject: [CasesConfig, ServiceLogger],
  useFactory: (config: CasesConfig, logger: ServiceLogger) =>
    new Plugins(
      { 'malware-scan': pluginEndpoint(config.pluginMalwareScanUrl, config.pluginMalwareScanSecret) },
      config.pluginTimeoutMs,
      logger,
    ),
};
