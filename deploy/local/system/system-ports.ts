import { setTimeout as delay } from 'node:timers/promises';
import { freePort, isPortFree } from '../processes/ports';
import {
  eachService,
  OTHER_PORTS,
  SERVICES,
  type OtherPort,
  type ServiceName,
  type SystemOptions,
} from './system-options';

/** The ports on which a system's processes listen, all on 127.0.0.1. */
export interface SystemPorts extends Readonly<Record<OtherPort, number>> {
  readonly services: Readonly<Record<ServiceName, number>>;
}

/** Where the running system can be reached. */
export interface SystemUrls {
  readonly gateway: string;
  readonly sandbox: string;
  /** The page of the mail catcher; its JSON is at `/api/mails`. */
  readonly mail: string;
  readonly smtp: string;
  /** Where e-mails to the mailbox of cases come in. */
  readonly inboundSmtp: string;
  /** Each service's own HTTP (health only); of replicas the first one's. */
  readonly services: Readonly<Record<ServiceName, string>>;
}

/** Milliseconds in which processes whose supervisor was killed have given their ports back. */
const PATIENCE = 5_000;
/** Who may have another port is not waited for as long. */
const LITTLE_PATIENCE = 1_500;

/**
 * Chooses the ports.
 *
 * @param tell hears which usual port is taken by somebody else and which one is used in its place
 * @throws when a port that was asked for is taken
 */
export async function choosePorts(
  { port: gateway, otherPorts = {} }: Pick<SystemOptions, 'port' | 'otherPorts'>,
  emit: (sentence: string) => void,
): Promise<SystemPorts> {
  if (gateway !== undefined) await demand(gateway, 'PORT');
  const services = {} as Record<ServiceName, number>;
  for (const service of SERVICES) services[service] = await freePort();
  if (gateway !== undefined) services.gateway = gateway;
  const names = Object.keys(OTHER_PORTS) as OtherPort[];
  const others = await Promise.all(
    names.map(async (name) => {
      const wanted = otherPorts[name];
      const { variable } = OTHER_PORTS[name];
      if (wanted === undefined) return freePort();
      if (!wanted.orAnother) {
        await demand(wanted.port, variable);
        return wanted.port;
      }
      if (await becomesFree(wanted.port, LITTLE_PATIENCE)) return wanted.port;
      const instead = await freePort();
      emit(
        `Port ${wanted.port} (${name}) is in use by another program: ${instead} is used; ${variable} sets it`,
      );
      return instead;
    }),
  );
  const chosen = Object.fromEntries(names.map((name, at) => [name, others[at]])) as Record<OtherPort, number>;
  return { ...chosen, services };
}

async function demand(port: number, variable: string): Promise<void> {
  if (await becomesFree(port, PATIENCE)) return;
  throw new Error(`Port ${port} is in use by another program: choose another one in ${variable}`);
}

async function becomesFree(port: number, patience: number): Promise<boolean> {
  const end = Date.now() + patience;
  while (!(await isPortFree(port))) {
    if (Date.now() > end) return false;
    await delay(100);
  }
  return true;
}

/** The addresses of what listens on some ports. */
export function urlsOf(ports: SystemPorts): SystemUrls {
  const http = (port: number): string => `http://127.0.0.1:${port}`;
  return {
    gateway: http(ports.services.gateway),
    sandbox: http(ports.sandbox),
    mail: http(ports.mail),
    smtp: `smtp://127.0.0.1:${ports.smtp}`,
    inboundSmtp: `smtp://127.0.0.1:${ports.inboundSmtp}`,
    services: eachService((name) => http(ports.services[name])),
  };
}
