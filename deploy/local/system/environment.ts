import { join } from 'node:path';
import type { Secrets } from '../secrets';
import type { NatsAccount, ServiceName } from './system-options';

/** The mailbox of cases on one machine. */
export const MAILBOX = 'cases@localhost';

/** What the services are told about the system around them. */
export interface SystemAddresses {
  readonly databaseUrls: Readonly<Record<ServiceName, string>>;
  readonly natsUrl: string;
  readonly natsCredentials: Partial<Record<ServiceName, string>>;
  readonly natsAccount: NatsAccount | undefined;
  readonly adminPassword: string;
  /** The processor's field for cards, as browsers reach it; undefined where whoever runs the system says so. */
  readonly cardFieldUrl: string | undefined;
  readonly processor: { readonly url: string; readonly key: string };
  readonly smtpUrl: string | undefined;
  /** Hosts on this machine that fulfillment houses may have; undefined where whoever runs the system says so. */
  readonly houseHosts: readonly string[] | undefined;
  /** Where customers' answers come in; undefined where whoever runs the system says so. */
  readonly casesMailbox: string | undefined;
  /** Where customers reach the gateway; undefined where whoever runs the system says so. */
  readonly publicUrl: string | undefined;
  /** Where the sandbox plays the plugins, and the secret it shares with us; absent where there is no sandbox. */
  readonly plugins?: { readonly url: string; readonly secret: string } | undefined;
}

/** The environment of one service. Only who needs a secret gets it. */
export function environmentOf(
  service: ServiceName,
  around: SystemAddresses,
  secrets: Secrets,
): Record<string, string> {
  const keys = secrets.actorKeys();
  const credentials = around.natsCredentials[service];
  return {
    DATABASE_URL: around.databaseUrls[service],
    NATS_URL: around.natsUrl,
    ...(credentials === undefined ? {} : { NATS_CREDS: credentials }),
    ACTOR_PUBLIC_KEY: keys.publicKey,
    ...ownEnvironment(service, around, secrets, keys.privateKey),
  };
}

/**
 * What each replica has for itself: one of reporting its column store, and threads enough to ask it several things at
 * once; the first one of cases the port on which e-mails come in.
 */
export function replicaEnvironment(home: string, name: string, smtpPort: number): Record<string, string> {
  if (name === 'cases') return { INBOUND_SMTP_PORT: String(smtpPort) };
  if (!/^reporting\b/.test(name)) return {};
  return { REPORT_STORE_PATH: join(home, 'report', `${name}.duckdb`), UV_THREADPOOL_SIZE: '16' };
}

function ownEnvironment(
  service: ServiceName,
  around: SystemAddresses,
  secrets: Secrets,
  actorPrivateKey: string,
): Record<string, string> {
  switch (service) {
    case 'gateway':
      return {
        ACTOR_PRIVATE_KEY: actorPrivateKey,
        ADMIN_PASSWORD: around.adminPassword,
        ...(around.cardFieldUrl === undefined ? {} : { CARD_FIELD_URL: around.cardFieldUrl }),
      };
    case 'billing':
      return {
        PROCESSOR_URL: around.processor.url,
        PROCESSOR_KEY: around.processor.key,
        CONSENT_LINKS_KEY: secrets.consentLinksKey(),
        ...accountEnvironment(around),
        ...pluginEnvironment(around, ['tax', 'fraud', 'address-check', 'card-updater', 'membership']),
      };
    case 'customers':
      return {
        CONSENT_LINKS_KEY: secrets.consentLinksKey(),
        ...(around.publicUrl === undefined ? {} : { PUBLIC_URL: around.publicUrl }),
        ...(around.smtpUrl === undefined ? {} : { SMTP_URL: around.smtpUrl }),
        ...mailboxEnvironment(around, secrets),
        ...pluginEnvironment(around, ['address-check', 'phone-switch', 'sms']),
      };
    case 'fulfillment':
      return {
        HOUSE_SECRETS_KEY: secrets.houseSecretsKey(),
        ...(around.houseHosts === undefined ? {} : { HOUSE_ALLOWED_HOSTS: around.houseHosts.join(',') }),
      };
    case 'cases':
      return { ...mailboxEnvironment(around, secrets), ...pluginEnvironment(around, ['malware-scan']) };
    case 'reporting':
      return {};
  }
}

/** The address for customers' answers, and the key by which who sends and who takes them know them. */
function mailboxEnvironment({ casesMailbox }: SystemAddresses, secrets: Secrets): Record<string, string> {
  return {
    ...(casesMailbox === undefined ? {} : { CASES_MAILBOX: casesMailbox }),
    CASES_MAILBOX_KEY: secrets.casesMailboxKey(),
  };
}

/** The addresses of a service's plugins, and the secret that they share with it. */
function pluginEnvironment({ plugins }: SystemAddresses, names: readonly string[]): Record<string, string> {
  if (plugins === undefined) return {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const variable = `PLUGIN_${name.replaceAll('-', '_').toUpperCase()}`;
      return [
        [`${variable}_URL`, `${plugins.url}/${name}`],
        [`${variable}_SECRET`, plugins.secret],
      ];
    }),
  );
}

/** With the account's seed billing makes engines' credentials, with the operator's it revokes them; without them it does not. */
function accountEnvironment({ natsAccount }: SystemAddresses): Record<string, string> {
  if (natsAccount === undefined) return {};
  const { seed, publicKey, operatorSeed, systemCredentials } = natsAccount;
  return {
    NATS_ACCOUNT_SEED: seed,
    ...(publicKey === undefined ? {} : { NATS_ACCOUNT_PUBLIC_KEY: publicKey }),
    ...(operatorSeed === undefined ? {} : { NATS_OPERATOR_SEED: operatorSeed }),
    ...(systemCredentials === undefined ? {} : { NATS_SYSTEM_CREDS: systemCredentials }),
  };
}
