import type { Secrets } from './secrets';
import type { NatsAccount, ServiceName } from './system.options';

/** What the services are told about the system around them. */
export interface Surroundings {
  readonly databaseUrls: Readonly<Record<ServiceName, string>>;
  readonly natsUrl: string;
  readonly natsCredentials: Partial<Record<ServiceName, string>>;
  readonly natsAccount: NatsAccount | undefined;
  readonly adminPassword: string;
  readonly processor: { readonly url: string; readonly key: string };
  readonly smtpUrl: string | undefined;
}

/** The environment of one service. Only who needs a secret gets it. */
export function environmentOf(
  service: ServiceName,
  around: Surroundings,
  secrets: Secrets,
): Record<string, string> {
  const keys = secrets.actorKeys();
  const credentials = around.natsCredentials[service];
  return {
    DATABASE_URL: around.databaseUrls[service],
    NATS_URL: around.natsUrl,
    ...(credentials === undefined ? {} : { NATS_CREDS: credentials }),
    ACTOR_PUBLIC_KEY: keys.publicKey,
    ...(around.smtpUrl === undefined ? {} : { SMTP_URL: around.smtpUrl }),
    ...ownEnvironment(service, around, secrets, keys.privateKey),
  };
}

function ownEnvironment(
  service: ServiceName,
  around: Surroundings,
  secrets: Secrets,
  actorPrivateKey: string,
): Record<string, string> {
  switch (service) {
    case 'gateway':
      return {
        ACTOR_PRIVATE_KEY: actorPrivateKey,
        ADMIN_PASSWORD: around.adminPassword,
      };
    case 'billing':
      return {
        PROCESSOR_URL: around.processor.url,
        PROCESSOR_KEY: around.processor.key,
        ...accountEnvironment(around),
      };
    case 'fulfillment':
      return { HOUSE_SECRETS_KEY: secrets.houseSecretsKey() };
    case 'customers':
    case 'cases':
    case 'reporting':
      return {};
  }
}

/** With the account's seed billing makes engines' credentials, with the operator's it revokes them; without them it does not. */
function accountEnvironment({ natsAccount }: Surroundings): Record<string, string> {
  if (natsAccount === undefined) return {};
  const { seed, publicKey, operatorSeed, systemCredentials } = natsAccount;
  return {
    NATS_ACCOUNT_SEED: seed,
    ...(publicKey === undefined ? {} : { NATS_ACCOUNT_PUBLIC_KEY: publicKey }),
    ...(operatorSeed === undefined ? {} : { NATS_OPERATOR_SEED: operatorSeed }),
    ...(systemCredentials === undefined ? {} : { NATS_SYSTEM_CREDS: systemCredentials }),
  };
}
