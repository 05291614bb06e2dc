import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import {
  ConsentLinksKey,
  MailboxAddress,
  MailboxKey,
  PluginSecret,
  PluginUrl,
  ServiceConfig,
} from '@daybook/messaging';

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

  /** Address under which customers reach the gateway, without a path; without it messages hold no links. */
  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#]+$/, { message: 'must be an http:// or https:// address without a path' })
  publicUrl?: string;

  /** The key of the links by which customers consent; billing has the same. Without it messages hold none. */
  @ConsentLinksKey()
  consentLinksKey?: string;

  /** smtp:// or smtps:// address of the mail server, with user and password where it wants some; without it no e-mail is sent. */
  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/, { message: 'must be an smtp:// or smtps:// address' })
  smtpUrl?: string;

  /** Whom e-mails are from, as mail programs show it; its domain stands in every Message-ID. */
  @Matches(/^[^\r\n]*[^\s@]+@[^\s@>]+>?$/, { message: 'must be an address such as Shop <shop@example.com>' })
  mailFrom = 'Daybook <daybook@localhost>';

  /** The address to which customers answer what is written in cases; cases has the same. Without it they answer to MAIL_FROM. */
  @MailboxAddress()
  casesMailbox?: string;

  /** The key by which an answer is known as one; cases has the same. */
  @MailboxKey()
  casesMailboxKey?: string;

  /** Milliseconds that the mail server is waited for at each step. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  smtpTimeoutMs = 5_000;

  /** Milliseconds between two looks for messages to send. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(60_000)
  messagesEveryMs = 500;
}
