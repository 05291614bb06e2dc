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

  /** Milliseconds between two looks for what is due to be sent or tried again. */
  @Type(() => Number)
  @IsInt()
  @Min(20)
  @Max(60_000)
  workEveryMs = 250;
}
