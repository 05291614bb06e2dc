import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubernetesSecrets } from './kubernetes-secrets';
import { makeSecrets } from './make-secrets';

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The job of the chart that makes a release's Secrets. Node trusts the cluster by `NODE_EXTRA_CA_CERTS`. */
async function main({ RELEASE, NAMESPACE }: NodeJS.ProcessEnv): Promise<void> {
  if (RELEASE === undefined || NAMESPACE === undefined) throw new Error('RELEASE and NAMESPACE are needed');
  const kept = new KubernetesSecrets('https://kubernetes.default.svc', NAMESPACE, () =>
    readFileSync(join(ACCOUNT, 'token'), 'utf8'),
  );
  await makeSecrets(RELEASE, kept, mkdtempSync(join(tmpdir(), 'secrets-')));
}

main(process.env).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
