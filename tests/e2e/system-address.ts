import type { TestSystem } from '@daybook/testing';

/** Environment variable with the address of the system that the stories share. */
export const SYSTEM_UNDER_TEST = 'DAYBOOK_SYSTEM_UNDER_TEST';

/** Where the system under test is. */
export interface SystemAddress extends Pick<TestSystem, 'urls' | 'adminPassword' | 'natsUrl'> {
  /** Where a story plays a newer version of the customers service. */
  customersDatabase: string;
  /** File by which the clocks of all its processes are turned; absent where nobody may turn them. */
  clockFile?: string;
  /** Key of the payment processor, for letting it settle; absent where it goes by itself. */
  processorKey?: string;
}

/** Has the stories use a system, until it is gone. */
export function shareSystem(
  system: TestSystem,
  more: Pick<SystemAddress, 'clockFile' | 'processorKey'> = {},
): void {
  const { urls, adminPassword, natsUrl } = system;
  const customersDatabase = system.databaseUrl('customers');
  const address: SystemAddress = { urls, adminPassword, natsUrl, customersDatabase, ...more };
  process.env[SYSTEM_UNDER_TEST] = JSON.stringify(address);
}

/** The system that the stories share. */
export function systemUnderTest(): SystemAddress {
  const said = process.env[SYSTEM_UNDER_TEST];
  if (said === undefined) throw new Error('the system was not started: run the e2e project through jest');
  return JSON.parse(said) as SystemAddress;
}
