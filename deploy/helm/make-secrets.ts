import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { databasesScript } from '../local/postgres/databases';
import { Secrets } from '../local/secrets';
import { prepareSettings, type ServerHosts } from '../local/system/settings-files';
import { SERVICES } from '../local/system/system-options';
import type { KubernetesSecrets, SecretValues } from './kubernetes-secrets';

/** Parts of a release that have a Secret `<release>-<part>-settings`. */
const PARTS = [...SERVICES, 'sandbox', 'postgres', 'nats', 'metrics'] as const;

/** A key of a Secret has no slash; no name of ours has two underscores. */
const asKey = (path: string): string => path.replaceAll('/', '__');
const asPath = (key: string): string => key.replaceAll('__', '/');

/** Under which names the parts of a release are reached. */
export function hostsOf(release: string): ServerHosts {
  return {
    postgres: `${release}-postgres:5432`,
    nats: `nats://${release}-nats:4222`,
    sandbox: `http://${release}-sandbox:8080`,
  };
}

/**
 * Makes what a release starts with, once: what was made before stands in the Secret `<release>-secrets` and is kept. Each
 * part has a Secret with its own settings and nothing else.
 * @param folder an empty one, which is removed afterwards
 */
export async function makeSecrets(
  release: string,
  kept: Pick<KubernetesSecrets, 'read' | 'write'>,
  folder: string,
): Promise<void> {
  try {
    const own = join(folder, 'secrets');
    for (const [key, value] of Object.entries((await kept.read(`${release}-secrets`)) ?? {}))
      writeFile(join(own, asPath(key)), value);
    const secrets = new Secrets(own);
    // Kept before it is used: whoever is ended here goes on with the same.
    await prepareSettings(folder, hostsOf(release), '/data/accounts');
    const token = secrets.password('metrics-token');
    const databases = SERVICES.map((name) => ({
      name: `daybook_${name}`,
      password: secrets.password(`database-${name}`),
    }));
    await kept.write(`${release}-secrets`, valuesIn(own));
    for (const part of [...SERVICES, 'metrics'])
      writeFile(join(folder, part, 'METRICS_TOKEN'), Buffer.from(token));
    writeFile(join(folder, 'postgres', 'databases.sql'), Buffer.from(databasesScript(databases)));
    for (const part of PARTS) await kept.write(`${release}-${part}-settings`, valuesIn(join(folder, part)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFile(path: string, content: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
}

function valuesIn(folder: string): SecretValues {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [asKey(path.slice(folder.length + 1)), readFileSync(path)];
    }),
  );
}
