import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeServerConfiguration } from '../../nats/trust';
import { Secrets } from '../secrets';
import { environmentOf } from './environment';
import { eachService, SERVICES } from './system-options';

/** Settings that are paths of files: their content goes to the service instead. */
const FILES = new Set(['NATS_CREDS', 'NATS_SYSTEM_CREDS']);

/** Under which names containers reach each other. */
export interface ServerHosts {
  /** Host and port. */
  readonly postgres: string;
  readonly nats: string;
  readonly sandbox: string;
}

/**
 * Makes what containers start with: a folder a service, with one file for each setting
 * that holds a secret (`<NAME>_FILE` names it), PostgreSQL's password and nats-server's configuration. What is there
 * already stays, so that it can run before each start.
 * @param accountsFolder where nats-server keeps engines' accounts, where that is not beside its configuration
 */
export async function prepareSettings(
  root: string,
  hosts: ServerHosts,
  accountsFolder?: string,
): Promise<void> {
  const secrets = new Secrets(join(root, 'secrets'));
  const credentials = await secrets.allNatsCredentials();
  const password = (service: string) => secrets.password(`database-${service}`);
  const around = {
    databaseUrls: eachService(
      (name) =>
        `postgresql://daybook_${name}:${encodeURIComponent(password(name))}@${hosts.postgres}/daybook_${name}`,
    ),
    natsUrl: hosts.nats,
    natsCredentials: credentials,
    natsAccount: await secrets.natsAccount(),
    adminPassword: secrets.password('admin-password'),
    processor: { url: hosts.sandbox, key: secrets.password('processor-key') },
    smtpUrl: undefined,
    casesMailbox: undefined,
    publicUrl: undefined,
    cardFieldUrl: undefined,
    houseHosts: undefined,
    plugins: undefined,
  };
  for (const service of SERVICES) {
    const settings = environmentOf(service, around, secrets);
    for (const [name, value] of Object.entries(settings))
      writeSetting(join(root, service), name, FILES.has(name) ? readFileSync(value, 'utf8') : value);
  }
  writeSetting(join(root, 'sandbox'), 'PROCESSOR_KEY', around.processor.key);
  // PostgreSQL's container reads it as a user of its own.
  writeSetting(join(root, 'postgres'), 'PASSWORD', secrets.password('database-superuser'), true);
  writeServerConfiguration({
    folder: join(root, 'nats'),
    storeFolder: '/data',
    ...(accountsFolder === undefined ? {} : { accountsFolder }),
    host: '0.0.0.0',
    port: 4222,
    httpPort: 8222,
    trust: await secrets.natsTrust(),
    durable: true,
  });
}

function writeSetting(folder: string, name: string, value: string, forOthers = false): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, forOthers ? 0o755 : 0o700);
  writeFileSync(join(folder, name), value, { mode: forOthers ? 0o644 : 0o600 });
}
