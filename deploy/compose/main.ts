import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDatabases } from '../local/postgres/databases';
import { Secrets } from '../local/secrets';
import { prepareSettings, type ServerHosts } from '../local/system/settings-files';
import { SERVICES } from '../local/system/system-options';

/** Where the volumes are mounted in the container that runs this. */
const ROOT = process.env['DAYBOOK_VOLUMES'] ?? '/var/lib/daybook';

/** As the containers are named. */
const HOSTS: ServerHosts = {
  postgres: 'postgres:5432',
  nats: 'nats://nats:4222',
  sandbox: 'http://sandbox:8080',
};

/** The two one-shot containers of `docker-compose.yml`: `secrets` before the servers, `databases` once PostgreSQL is up. */
async function main(step: string | undefined): Promise<void> {
  if (step === 'secrets') return prepareSettings(ROOT, HOSTS);
  if (step !== 'databases') throw new Error('What shall be prepared? secrets | databases');
  const password = readFileSync(join(ROOT, 'postgres', 'PASSWORD'), 'utf8');
  const secrets = new Secrets(join(ROOT, 'secrets'));
  const host = process.env['POSTGRES_HOST'] ?? 'postgres:5432';
  await ensureDatabases(
    `postgresql://postgres:${encodeURIComponent(password)}@${host}/postgres`,
    SERVICES.map((service) => ({
      name: `daybook_${service}`,
      password: secrets.password(`database-${service}`),
    })),
  );
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
