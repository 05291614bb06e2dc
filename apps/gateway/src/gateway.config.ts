import { join } from 'node:path';
import { IsInt, IsOptional, IsString, IsUrl, Length, Matches, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';
import { ServiceConfig } from '@daybook/messaging';

/** The gateway's settings beside those of every service. */
export class GatewayConfig extends ServiceConfig {
  /** Private key (PEM, P-256, or its path) that signs who acts; the keys of session tokens are derived from it. */
  @IsString()
  actorPrivateKey!: string;

  /** Password of the first user, `admin`; needed only while there is no user. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  adminPassword?: string;

  /**
   * `true`, or how many stand in a row, behind proxies that add to X-Forwarded-For, so that addresses are the clients'
   * own; what a client put there itself is not believed.
   */
  @Matches(/^(true|false|[1-9])$/)
  trustProxy = 'false';

  /** Bytes of a JSON body at most; the bus takes messages up to 1 MiB. */
  @Type(() => Number)
  @IsInt()
  @Min(1_000)
  @Max(1_000_000)
  bodyLimit = 1_000_000;

  /** Milliseconds after which no service is waited for, even where its operation has longer. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(120_000)
  answerTimeoutMs = 60_000;

  /** Requests a second that one user, key or (where nobody signed in) address may make steadily; twice as many at once. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  requestsPerSecond = 1_000;

  /** Folder of the built console; where it holds none, no page is served. */
  @IsString()
  consoleFolder = join(__dirname, '..', '..', 'console');

  /** The page with the payment processor's field for cards, which the console shows in a frame. */
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  cardFieldUrl?: string;
}
