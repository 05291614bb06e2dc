import type { ServiceName } from '@daybook/contracts';

/** Injection token of the environment that a service starts with. */
export const ENVIRONMENT = Symbol('environment');
/** Injection token of the service's identity. */
export const SERVICE = Symbol('service');
/** Injection token of the service's consumers. */
export const CONSUMERS = Symbol('consumers');
/** Injection token of the service's migrations. */
export const MIGRATIONS = Symbol('migrations');

/** Which service this process is. */
export interface ServiceIdentity {
  name: ServiceName;
  /** Whether others consume its journal. */
  journal: boolean;
  /** Whether its operations are asked for over the bus. */
  onBus: boolean;
}
