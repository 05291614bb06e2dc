import { setTimeout as delay } from 'node:timers/promises';
import { freePort, isPortFree, portNear } from './ports';
import { SERVICES, type ServiceName } from './system.options';

/** The ports on which a system's processes listen, all on 127.0.0.1. */
export interface SystemPorts {
  readonly services: Readonly<Record<ServiceName, number>>;
  readonly sandbox: number;
  readonly mail: number;
  readonly smtp: number;
}

/** Milliseconds in which a gateway whose supervisor was killed has given its port back. */
const PATIENCE = 5_000;

/**
 * Chooses the ports.
 *
 * @param gateway the gateway's port; any free one when undefined
 * @throws when the gateway's port is taken
 */
export async function choosePorts(gateway: number | undefined): Promise<SystemPorts> {
  const end = Date.now() + PATIENCE;
  while (gateway !== undefined && !(await isPortFree(gateway))) {
    if (Date.now() > end) {
      throw new Error(`Port ${gateway} is in use by another program: choose another one in PORT`);
    }
    await delay(100);
  }
  const services = {} as Record<ServiceName, number>;
  for (const service of SERVICES) services[service] = await freePort();
  if (gateway !== undefined) services.gateway = gateway;
  // People look at the mails: the usual port where it is free.
  const mail = gateway === undefined ? await freePort() : await portNear(1080);
  return { services, sandbox: await freePort(), mail, smtp: await freePort() };
}
