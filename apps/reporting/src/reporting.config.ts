import { ServiceConfig } from '@daybook/messaging';

/** The reporting service's environment; nothing beyond what every service has. */
export class ReportingConfig extends ServiceConfig {}
