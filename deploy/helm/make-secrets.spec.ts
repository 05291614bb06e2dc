import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { removeScratch, scratchFolder } from '@daybook/testing';
import { projectFolder } from '../local/folders';
import { natsServerBinary } from '../local/nats/nats-binary';
import { SERVICES } from '../local/system/system-options';
import { KubernetesSecrets } from './kubernetes-secrets';
import { makeSecrets } from './make-secrets';

interface Kept {
  metadata: { name: string; resourceVersion?: string };
  data: Record<string, string>;
}

const PATH = '/api/v1/namespaces/shop/secrets';

/** As the API of Kubernetes keeps Secrets, and knows its callers. */
class SecretsApi {
  readonly kept = new Map<string, Kept>();
  readonly writes: string[] = [];
  private readonly server: Server;
  private version = 0;

  constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request).then(([status, body]) =>
        response.writeHead(status).end(JSON.stringify(body)),
      );
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<[number, object]> {
    const { method = '', url = '', headers } = request;
    if (headers.authorization !== 'Bearer token') return [401, {}];
    const [, name = ''] = url.split(`${PATH}/`);
    const found = this.kept.get(name);
    if (method === 'GET') return found === undefined ? [404, {}] : [200, found];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = JSON.parse(Buffer.concat(chunks).toString()) as Kept;
    if (method === 'POST' && this.kept.has(sent.metadata.name)) return [409, {}];
    if (method === 'PUT' && found?.metadata.resourceVersion !== sent.metadata.resourceVersion)
      return [409, {}];
    this.version += 1;
    sent.metadata.resourceVersion = String(this.version);
    this.kept.set(sent.metadata.name, sent);
    this.writes.push(sent.metadata.name);
    return [200, sent];
  }
}

describe('The Secrets of a release', () => {
  const api = new SecretsApi();
  const token = { text: 'token\n' };
  let secrets: KubernetesSecrets;

  beforeAll(async () => {
    secrets = new KubernetesSecrets(await api.start(), 'shop', () => token.text);
  });
  afterAll(() => api.stop());

  const make = (): Promise<void> => makeSecrets('d', secrets, scratchFolder('secrets'));
  const textsOf = async (name: string): Promise<Record<string, string>> =>
    Object.fromEntries(
      Object.entries((await secrets.read(name)) ?? {}).map(([key, value]) => [key, value.toString()]),
    );

  it('have every key that a container looks for, each service its own', async () => {
    await make();
    const values = load(readFileSync(join(projectFolder(), 'deploy/helm/daybook/values.yaml'), 'utf8'));
    const { services } = values as { services: Record<string, { settings: string[] }> };
    for (const service of SERVICES)
      expect(Object.keys(await textsOf(`d-${service}-settings`))).toEqual(
        expect.arrayContaining(services[service]?.settings ?? []),
      );
    expect(Object.keys(await textsOf('d-postgres-settings')).sort()).toEqual(['PASSWORD', 'databases.sql']);
    const { DATABASE_URL: url = '' } = await textsOf('d-billing-settings');
    expect(url).toMatch(/^postgresql:\/\/daybook_billing:[^@]+@d-postgres:5432\/daybook_billing$/);
    expect((await textsOf('d-postgres-settings'))['databases.sql']).toContain(new URL(url).password);
    expect(Object.keys(await textsOf('d-cases-settings'))).not.toContain('PROCESSOR_KEY');
    for (const { data } of api.kept.values())
      for (const key of Object.keys(data)) expect(key).toMatch(/^[-._a-zA-Z0-9]+$/);
  });

  it('are all that may be written', async () => {
    const jobs = readFileSync(join(projectFolder(), 'deploy/helm/daybook/templates/jobs.yaml'), 'utf8');
    expect(jobs).toContain('(list "sandbox" "postgres" "nats" "metrics")');
    expect([...api.kept.keys()].sort()).toEqual(
      [
        'd-secrets',
        ...[...SERVICES, 'sandbox', 'postgres', 'nats', 'metrics'].map((part) => `d-${part}-settings`),
      ].sort(),
    );
    expect(await textsOf('d-metrics-settings')).toHaveProperty('METRICS_TOKEN');
  });

  it('are made once: an upgrade keeps what is there, and makes what was lost of it', async () => {
    const before = structuredClone([...api.kept]);
    api.writes.length = 0;
    await make();
    expect(api.writes).toEqual([]);
    api.kept.delete('d-billing-settings');
    await make();
    expect(api.writes).toEqual(['d-billing-settings']);
    const data = (kept: Iterable<[string, Kept]>): object =>
      Object.fromEntries([...kept].map(([name, one]) => [name, one.data]));
    expect(data(api.kept)).toEqual(data(before));
  });

  it('hold a configuration that nats-server understands', async () => {
    const folder = scratchFolder('nats');
    const file = join(folder, 'nats.conf');
    const { 'nats.conf': text = '' } = await textsOf('d-nats-settings');
    expect(text).toContain('dir: "/data/accounts"');
    writeFileSync(file, text.replaceAll('/data', folder));
    const { stdout, stderr } = spawnSync(natsServerBinary(), ['-t', '-c', file], { encoding: 'utf8' });
    expect(`${stdout}${stderr}`).toContain('is valid');
    removeScratch(folder);
  });

  it('are not made where Kubernetes does not let us', async () => {
    token.text = 'another';
    await expect(make()).rejects.toThrow('Secret d-secrets: 401');
    token.text = 'token';
  });
});
