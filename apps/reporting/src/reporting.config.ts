import { IsOptional, IsString } from 'class-validator';
import { ServiceConfig } from '@daybook/messaging';

/** The reporting service's environment. */
export class ReportingConfig extends ServiceConfig {
  /** File of this replica's column store; made where there is none. Without it PostgreSQL alone answers. */
  @IsOptional()
  @IsString()
  reportStorePath?: string;
}
