import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { ServiceConfig } from '@daybook/messaging';

const KEY = /^[A-Za-z0-9+/]{43}=$/;
const keyMessage = 'must be 32 bytes in base64';

/** The fulfillment service's environment. */
export class FulfillmentConfig extends ServiceConfig {
  /** Key (32 bytes, base64) under which houses' secrets are kept in the database. */
  @Matches(KEY, { message: keyMessage })
  houseSecretsKey!: string;

  /** The key before this one, while it is being changed: what it encrypted is encrypted anew at the start. */
  @IsOptional()
  @Matches(KEY, { message: keyMessage })
  houseSecretsKeyBefore?: string;

  /** Milliseconds that a house has to answer an order. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  houseTimeoutMs = 10_000;

  /** Hosts that houses may have though they are not on the public internet, or speak plain http: `host` or `host:port`. */
  @Matches(/^$|^[^\s,/@?#]+(,[^\s,/@?#]+)*$/, {
    message: 'must be hosts, with or without a port, parted by commas',
  })
  houseAllowedHosts = '';

  /** Orders and cancellations that one house is sent at once. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(32)
  houseParallel = 4;

  /** Seconds after which a message to a house is tried again, one after the other; after the last it has failed. Those of Standard Webhooks. */
  @Matches(/^\d{1,6}(,\d{1,6}){0,29}$/, { message: 'must be up to 30 numbers of seconds, parted by commas' })
  houseRetrySeconds = '5,300,1800,7200,18000,36000,50400,72000,86400';

  /** Failures in a row after which a house counts as down and is no longer sent everything that is due. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  houseFailuresToOpen = 5;

  /** Seconds until a house that is down is tried again; twice as long each time, up to ten times. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  houseProbeSeconds = 30;

  /** Days for which each try to deliver to a house is remembered. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  deliveryLogDays = 30;

  /** Milliseconds between two looks for what is due to be sent or tried again. */
  @Type(() => Number)
  @IsInt()
  @Min(20)
  @Max(60_000)
  workEveryMs = 250;
}
