import type { EntityManager } from '@mikro-orm/postgresql';

/** What a service keeps of persons beyond what every service does. */
export interface PersonalData {
  /**
   * Erases all that is personal of a customer, in the transaction of `em`; what was sold, paid and done stays. Called
   * again whenever something may have been written about the customer since.
   */
  erase(em: EntityManager, customerId: string): Promise<void>;
}

/** Injection token of the service's own. */
export const PERSONAL_DATA = Symbol('personal data');
