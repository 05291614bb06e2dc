import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll, YAML11_SCHEMA } from 'js-yaml';
import { projectFolder } from '../local/folders';
import { SERVICES } from '../local/system/system-options';
import { helmBinary } from './helm-binary';

interface Container {
  name: string;
  command?: string[];
  env: { name: string; value?: string; valueFrom?: object }[];
  securityContext: object;
  volumeMounts: { name: string; mountPath: string }[];
  startupProbe?: object;
  livenessProbe?: object;
  readinessProbe?: object;
}
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    replicas?: number;
    selector: { matchLabels: Record<string, string> } & Record<string, unknown>;
    podSelector?: { matchLabels: Record<string, string> };
    template: { metadata: { labels: Record<string, string> }; spec: { containers: Container[] } };
    volumeClaimTemplates?: { metadata: { name: string } }[];
    groups?: unknown;
  };
}

const project = projectFolder();
const chart = join(project, 'deploy', 'helm', 'daybook');
const read = (file: string): unknown =>
  load(readFileSync(join(project, file), 'utf8'), { schema: YAML11_SCHEMA });

function rendered(...settings: string[]): Manifest[] {
  const args = settings.flatMap((setting) => ['--set', setting]);
  const { status, stdout, stderr } = spawnSync(helmBinary(), ['template', 'd', chart, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return (loadAll(stdout, { schema: YAML11_SCHEMA }) as (Manifest | null)[]).flatMap((one) => one ?? []);
}

/** Everything brought along, as for a trial; and everything that can be given given. */
const WHOLE = ['sandbox.enabled=true', 'monitoring.enabled=true', 'ingress.enabled=true'];
const GIVEN = [
  ...['secrets.make=false', 'postgres.enabled=false', 'postgres.secret=databases'],
  ...['nats.enabled=false', 'nats.secret=nats', 'nats.url=tls://nats.example:4222', 'nats.copies=3'],
  ...['services.billing.env.PROCESSOR_URL=https://processor.example', 'services.customers.envSecret=smtp'],
  ...['ingress.enabled=true', 'ingress.tlsSecret=tls', 'networkPolicies.enabled=false'],
];

/** The group's folder of the published schemas, where it is not the group's own name. */
function validate(manifest: Manifest): void {
  const { apiVersion, kind } = manifest;
  const folder = apiVersion.startsWith('monitoring.coreos.com/')
    ? `@kubernetes-models/prometheus-operator/${apiVersion}`
    : `kubernetes-models/${apiVersion}`;
  const models = jest.requireActual<Record<string, new (data: object) => { validate(): void }>>(
    `${folder}/${kind}`,
  );
  const Model = models[kind];
  if (Model === undefined) throw new Error(`No schema of ${apiVersion} ${kind}`);
  new Model(manifest).validate();
}

describe('The Helm chart', () => {
  let whole: Manifest[];
  const named = (kind: string, name: string, among = whole): Manifest => {
    const found = among.find((one) => one.kind === kind && one.metadata.name === name);
    if (found === undefined) throw new Error(`No ${kind} ${name}`);
    return found;
  };
  const workload = (service: string, among = whole): Manifest =>
    named(service === 'reporting' ? 'StatefulSet' : 'Deployment', `d-${service}`, among);
  const containerOf = (manifest: Manifest): Container => manifest.spec.template.spec.containers[0];
  const environmentOf = (service: string, among = whole): Map<string, string | undefined> =>
    new Map(containerOf(workload(service, among)).env.map(({ name, value }) => [name, value]));

  beforeAll(() => {
    whole = rendered(...WHOLE);
  }, 120_000);

  it('passes helm’s own rules', () => {
    const { stdout, status } = spawnSync(
      helmBinary(),
      ['lint', '--strict', chart, '--set', WHOLE.join(',')],
      {
        encoding: 'utf8',
      },
    );
    expect([status, stdout.includes('0 chart(s) failed')]).toEqual([0, true]);
  });

  it('becomes manifests that fit the published schemas of Kubernetes, whatever is brought along or given', () => {
    for (const manifests of [whole, rendered(...GIVEN)])
      for (const manifest of manifests) expect(() => validate(manifest)).not.toThrow();
    const wrong = structuredClone(workload('billing'));
    Object.assign(wrong.spec, { replicas: 'two' });
    expect(() => validate(wrong)).toThrow();
  });

  it('needs to be told of a payment processor', () => {
    expect(() => rendered()).toThrow('services.billing.env.PROCESSOR_URL is needed');
    expect(() => rendered(...GIVEN, 'postgres.secret=')).toThrow('postgres.secret is needed');
    expect(() => rendered(...GIVEN, 'nats.url=')).toThrow('nats.url is needed');
  });

  it('runs every service in replicas, without rights, watched, and with a budget for disruptions', () => {
    const { services } = read('deploy/helm/daybook/values.yaml') as { services: Record<string, object> };
    expect(Object.keys(services).sort()).toEqual([...SERVICES].sort());
    for (const service of SERVICES) {
      const { replicas, selector, template } = workload(service).spec;
      expect(replicas).toBeGreaterThan(1);
      expect(template.spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true },
        containers: [
          {
            securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
            startupProbe: { httpGet: { path: '/health/live' } },
            livenessProbe: { httpGet: { path: '/health/live' } },
            // Whether all others are ready is no reason to send nobody to the gateway.
            readinessProbe: { httpGet: { path: service === 'gateway' ? '/health/live' : '/health/ready' } },
          },
        ],
      });
      const budget = named('PodDisruptionBudget', `d-${service}`);
      expect(budget.spec.selector).toEqual(selector);
      expect(template.metadata.labels).toMatchObject(selector.matchLabels);
    }
  });

  it('lets nobody reach a pod but by a policy of its own', () => {
    const pods = whole.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind));
    const policies = whole.filter(({ kind }) => kind === 'NetworkPolicy');
    const selecting = (labels: Record<string, string>): string[] =>
      policies
        .filter(({ spec }) =>
          Object.entries(spec.podSelector?.matchLabels ?? {}).every(([k, v]) => labels[k] === v),
        )
        .map(({ metadata }) => metadata.name);
    for (const { kind, metadata, spec } of pods)
      expect(selecting(spec.template.metadata.labels)).toEqual(kind === 'Job' ? ['d'] : ['d', metadata.name]);
  });

  it('answers the report as docker compose does: from a column store, a volume of each replica', () => {
    const compose = read('docker-compose.yml') as {
      services: Record<string, { environment: Record<string, string> }>;
    };
    const path = compose.services['reporting']?.environment['REPORT_STORE_PATH'];
    const environment = environmentOf('reporting');
    expect(environment.get('REPORT_STORE_PATH')).toBe(path);
    expect(readFileSync(join(project, 'deploy/Dockerfile'), 'utf8')).toContain(
      `UV_THREADPOOL_SIZE=${environment.get('UV_THREADPOOL_SIZE')}`,
    );
    const claims = workload('reporting').spec.volumeClaimTemplates?.map(({ metadata }) => metadata.name);
    const mount = containerOf(workload('reporting')).volumeMounts.find(({ name }) => claims?.includes(name));
    expect(path?.startsWith(`${mount?.mountPath}/`)).toBe(true);
  });

  it('sets the variables that docker compose sets, and none that the operators’ guide does not name', () => {
    const compose = read('docker-compose.yml') as {
      services: Record<string, { environment: Record<string, string> }>;
    };
    const { services } = read('deploy/helm/daybook/values.yaml') as {
      services: Record<string, { env: Record<string, string>; settings: string[] }>;
    };
    const guide = readFileSync(join(project, 'docs/guides/operators.md'), 'utf8');
    const common = ['APP', 'HTTP_HOST', 'HTTP_PORT', 'NATS_URL', 'NATS_REPLICAS'];
    for (const service of SERVICES) {
      const { env = {}, settings = [] } = services[service] ?? {};
      const all = new Set([...common, ...Object.keys(env), ...settings.map((name) => `${name}_FILE`)]);
      const ofCompose = Object.keys(compose.services[service]?.environment ?? {});
      expect([service, ofCompose.filter((name) => !all.has(name))]).toEqual([service, []]);
      const named = (name: string): boolean => guide.search(`\`${name.replace(/_FILE$/, '')}[\`=]`) >= 0;
      expect([service, [...all].filter((name) => !named(name))]).toEqual([service, []]);
      // What is rendered is what is set.
      expect([...environmentOf(service).keys()].filter((name) => !all.has(name))).toEqual([]);
      expect(
        [...environmentOf(service, rendered(...GIVEN)).keys()].filter(
          (name) => !all.has(name) && !all.has(`${name}_FILE`),
        ),
      ).toEqual([]);
    }
  });

  it('migrates every database before the roll-out, once it is there', () => {
    const job = named('Job', 'd-migrate');
    expect(job.metadata.annotations?.['helm.sh/hook']).toBe('pre-upgrade');
    expect(named('Job', 'd-migrate', rendered(...GIVEN)).metadata.annotations?.['helm.sh/hook']).toBe(
      'pre-install,pre-upgrade',
    );
    const { containers } = job.spec.template.spec;
    expect(containers.map(({ name }) => name).sort()).toEqual([...SERVICES].sort());
    for (const { name, command, env } of containers) {
      expect(command?.slice(-2)).toEqual([`dist/apps/${name}/src/main.js`, 'migrate']);
      expect(env).toEqual(containerOf(workload(name)).env);
    }
  });

  it('has the alerts of the repository, and the figures of every service scraped under their name', () => {
    const { groups } = read('deploy/observability/alerts.yml') as { groups: unknown };
    expect(named('PrometheusRule', 'd').spec.groups).toEqual(groups);
    expect(named('ServiceMonitor', 'd').spec).toMatchObject({
      selector: { matchExpressions: [{ values: [...SERVICES].sort() }] },
      endpoints: [{ path: '/metrics', relabelings: [{ targetLabel: 'job', replacement: 'daybook' }] }],
    });
  });
});
