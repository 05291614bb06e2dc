import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ServiceConfig } from '@daybook/messaging';

/** The fulfillment service's environment. */
export class FulfillmentConfig extends ServiceConfig {
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
