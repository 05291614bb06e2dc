import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { PluginSecret, PluginUrl, ServiceConfig } from '@daybook/messaging';

/** The environment of the customers service: what every service has, and its plugins; one without URL is off. */
export class CustomersConfig extends ServiceConfig {
  @PluginUrl()
  pluginAddressCheckUrl?: string;

  @PluginSecret('pluginAddressCheckUrl')
  pluginAddressCheckSecret?: string;

  @PluginUrl()
  pluginPhoneSwitchUrl?: string;

  @PluginSecret('pluginPhoneSwitchUrl')
  pluginPhoneSwitchSecret?: string;

  @PluginUrl()
  pluginSmsUrl?: string;

  @PluginSecret('pluginSmsUrl')
  pluginSmsSecret?: string;

  /** Milliseconds that a plugin is waited for. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(10_000)
  pluginTimeoutMs = 2_000;
}
