import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { ConsentLinksKey, PluginSecret, PluginUrl, ServiceConfig } from '@daybook/messaging';

/** Settings of the billing service, beside those that every service has. */
export class BillingConfig extends ServiceConfig {
  /** Address of the payment processor, without the path. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s):// address' },
  )
  processorUrl!: string;

  /** Bearer key for the payment processor. */
  @IsString()
  processorKey!: string;

  /** Milliseconds until a payment's outcome counts as unknown. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(15_000)
  processorTimeoutMs = 5_000;

  /** How many purchases that are due, and how many payments that were interrupted, a replica looks after beside each other. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  billedAtOnce = 16;

  /** Milliseconds after which the processor is asked whether a charge has settled; later on it is asked seldomer. */
  @Type(() => Number)
  @IsInt()
  @Min(1_000)
  @Max(86_400_000)
  settlementsEveryMs = 180_000;

  /** Seed (`SA…`) of the services' NATS account, or of a signing key of it: signs billing engines' credentials. Without it none are made. */
  @IsOptional()
  @Matches(/^SA[A-Z2-7]+$/, { message: 'must be the seed of an account (SA…)' })
  natsAccountSeed?: string;

  /** Public key (`A…`) of the NATS account, where the seed is a signing key's. */
  @IsOptional()
  @Matches(/^A[A-Z2-7]+$/, { message: "must be an account's public key (A…)" })
  natsAccountPublicKey?: string;

  /** Seed (`SO…`) of the NATS operator, or of a signing key of it: signs billing engines' accounts. Without it no credentials are made or revoked. */
  @IsOptional()
  @Matches(/^SO[A-Z2-7]+$/, { message: 'must be the seed of an operator (SO…)' })
  natsOperatorSeed?: string;

  /** Credentials (text of a creds file, or its path) of a user of the NATS system account, which tells the server of engines' accounts and whom we revoked. */
  @IsOptional()
  @IsString()
  natsSystemCreds?: string;

  /** The tax plugin; without it no tax is asked for. */
  @PluginUrl()
  pluginTaxUrl?: string;

  @PluginSecret('pluginTaxUrl')
  pluginTaxSecret?: string;

  /** The fraud plugin; without it orders are not scored. */
  @PluginUrl()
  pluginFraudUrl?: string;

  @PluginSecret('pluginFraudUrl')
  pluginFraudSecret?: string;

  /** The card updater; without it expired cards are charged as they are. */
  @PluginUrl()
  pluginCardUpdaterUrl?: string;

  @PluginSecret('pluginCardUpdaterUrl')
  pluginCardUpdaterSecret?: string;

  /** The membership plugin; without it memberships are what billing engines tell. */
  @PluginUrl()
  pluginMembershipUrl?: string;

  @PluginSecret('pluginMembershipUrl')
  pluginMembershipSecret?: string;

  /** The address-check plugin, for campaigns that ask for it; without it addresses of orders are not checked. */
  @PluginUrl()
  pluginAddressCheckUrl?: string;

  @PluginSecret('pluginAddressCheckUrl')
  pluginAddressCheckSecret?: string;

  /** The key of the links by which customers consent, as the customers service has it; without it none is taken. */
  @ConsentLinksKey()
  consentLinksKey?: string;

  /** Milliseconds that a plugin is waited for. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(5_000)
  pluginTimeoutMs = 2_000;
}
