import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemUnderTest } from './system-address';

const root = resolve(__dirname, '../..');

/** The shell blocks below a heading of a text, in their order. */
function stepsBelow(heading: string, file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [below = ''] = section.split('\n## ');
  return [...below.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
}

/** Runs a script in bash as a reader would and answers all that it printed. */
async function run(script: string, environment: Record<string, string>): Promise<string> {
  const bash = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  bash.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  bash.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise<number | null>((done, fail) => {
    bash.once('error', fail);
    bash.once('close', done);
  });
  const text = Buffer.concat(printed).toString('utf8');
  if (code !== 0) throw new Error(`the script ended with code ${code}:\n${text}`);
  return text;
}

describe('The first steps', () => {
  it('do what they say when they are followed word for word', async () => {
    const { urls, natsUrl, adminPassword } = systemUnderTest();
    const steps = stepsBelow('A first order, rebill, webhook and note', 'docs/guides/first-steps.md');
    expect(steps).toHaveLength(6);
    const printed = await run(steps.join('\n'), {
      DAYBOOK: urls.gateway,
      SANDBOX: urls.sandbox,
      NATS: natsUrl,
      PASSWORD: adminPassword,
    });
    for (const line of [
      /^Order \S+ is complete$/m,
      /^Receipt: .*"outcome":"accepted"/m,
      /^Webhook: 202/m,
      /Agent Note +admin · Wants her parcel on Mondays$/m,
      /^New Sale Success +1$/m,
      /^Rebill Success +1$/m,
      /^Order Shipped +1$/m,
      /^Agent Note +1$/m,
    ]) {
      expect(printed).toMatch(line);
    }
  }, 60_000);
});

describe('The guides for outside parties', () => {
  function follow(guide: string): Promise<string> {
    const { urls, natsUrl, adminPassword } = systemUnderTest();
    return run(stepsBelow('Trying it out', `docs/guides/${guide}.md`).join('\n'), {
      DAYBOOK: urls.gateway,
      SANDBOX: urls.sandbox,
      NATS: natsUrl,
      PASSWORD: adminPassword,
    });
  }

  it('let a billing engine connect, publish, read, and change its credentials', async () => {
    const printed = await follow('engines');
    for (const line of [
      /^Receipt: .*"outcome":"accepted","code":"intake.parked"/m,
      /^Told: \{.*"type":"engine\.test"/m,
      /^revoked$/m,
      /^good by admin\nrevoked by admin$/m,
    ]) {
      expect(printed).toMatch(line);
    }
  }, 60_000);

  it('let a fulfillment house send and verify with curl, Node and Python', async () => {
    const printed = await follow('houses');
    for (const line of [
      /^curl: 202$/m,
      /^Node: 202$/m,
      /^Node verifies: true$/m,
      /^Python: 202$/m,
      /^Python verifies: True$/m,
      /^true$/m,
    ]) {
      expect(printed).toMatch(line);
    }
  }, 60_000);
});
