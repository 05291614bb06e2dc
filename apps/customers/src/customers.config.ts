import { ServiceConfig } from '@daybook/messaging';

/** The environment of the customers service: what every service has. */
export class CustomersConfig extends ServiceConfig {}
