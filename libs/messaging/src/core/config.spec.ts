import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeScratch, scratchFolder, startNats } from '@daybook/testing';
import { Bus } from '../nats/bus';
import { loadConfig, ServiceConfig } from './config';
import { serviceLogger } from './logger';

const SETTINGS = {
  DATABASE_URL: 'postgres://one:two@127.0.0.1/three',
  NATS_URL: 'nats://127.0.0.1:4222',
  NATS_CREDS: '-----BEGIN NATS USER JWT-----\nmade up\n',
  HTTP_PORT: '0',
  ACTOR_PUBLIC_KEY: '-----BEGIN PUBLIC KEY-----\nmade up\n',
};

describe("A service's settings", () => {
  let folder: string;

  beforeAll(() => {
    folder = scratchFolder('settings');
  });
  afterAll(() => removeScratch(folder));

  it('each come from a file as well as from the environment, and the file counts', () => {
    const files = Object.entries(SETTINGS).map(([name, value]) => {
      writeFileSync(join(folder, name), `${value}\n`);
      return [`${name}_FILE`, join(folder, name)] as const;
    });
    const fromFiles = loadConfig(ServiceConfig, {
      ...Object.fromEntries(files),
      DATABASE_URL: 'postgres://of/the/environment',
    });
    const trimmed = Object.fromEntries(Object.entries(SETTINGS).map(([name, value]) => [name, value.trim()]));
    expect(fromFiles).toEqual(loadConfig(ServiceConfig, trimmed));
    expect(fromFiles.databaseUrl).toBe(SETTINGS.DATABASE_URL);
  });

  it('let NATS in with credentials from a file, in either way, and from the text itself', async () => {
    const nats = await startNats({ secured: true });
    try {
      const text = await nats.credentials('cases');
      const file = join(folder, 'cases.creds');
      writeFileSync(file, text);
      const ways = [{ NATS_CREDS: text }, { NATS_CREDS: file }, { NATS_CREDS_FILE: file }];
      for (const way of ways) {
        const config = loadConfig(ServiceConfig, {
          ...SETTINGS,
          NATS_CREDS: undefined,
          ...way,
          NATS_URL: nats.url,
        });
        const logger = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });
        const bus = await Bus.connect('cases', config, logger);
        expect(bus.up).toBe(true);
        await bus.close();
      }
    } finally {
      await nats.stop();
    }
  });

  it('that are missing or wrong are all named, with none of their values', () => {
    const load = () => loadConfig(ServiceConfig, { DATABASE_URL: 'mysql://root:hunter2@db', HTTP_PORT: 'x' });
    expect(load).toThrow(/DATABASE_URL.*\n.*NATS_URL.*\n.*HTTP_PORT.*\n.*ACTOR_PUBLIC_KEY/);
    expect(load).not.toThrow(/hunter2/);
  });

  it('that are secret have no value of their own', () => {
    const root = join(__dirname, '../../../..');
    const files = ['gateway', 'customers', 'billing', 'fulfillment', 'cases', 'reporting'].map(
      (service) => `apps/${service}/src/${service}.config.ts`,
    );
    const secret =
      /^ {2}(\w*(?:[kK]ey|[sS]eed|[pP]assword|[cC]reds|[sS]ecret|[tT]oken|databaseUrl)\w*)[!?]?(?:: [^;=]+)?( =.*)?;$/gm;
    const found = ['libs/messaging/src/core/config.ts', ...files].flatMap((file) => [
      ...readFileSync(join(root, file), 'utf8').matchAll(secret),
    ]);
    expect(found.length).toBeGreaterThan(7);
    expect(found.filter(([, , value]) => value !== undefined).map(([, name]) => name)).toEqual([]);
  });
});
