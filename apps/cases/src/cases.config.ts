import { ServiceConfig } from '@daybook/messaging';

/** The environment of the cases service: what every service has. */
export class CasesConfig extends ServiceConfig {}
