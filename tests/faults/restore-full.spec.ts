import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { CustomerView, Page } from '@daybook/contracts';
import {
  eventually,
  removeScratch,
  scratchFolder,
  startSystemForTests,
  type TestSystem,
} from '@daybook/testing';
import { freePort } from '../../deploy/local/processes/ports';
import { Seller } from '../e2e/seller';

const program = resolve(__dirname, '../../dist/deploy/backup/main.js');

/** What an agent did for one customer: a customer, a note and an order each. */
const WORK = ['customers.customer.created', 'customers.note.added', 'billing.order.completed'] as const;
const ACTIONS = ['new_customer_created', 'agent_note', 'new_sale_success'] as const;

describe('A system that was restored', () => {
  let home: string;
  let system: TestSystem;
  let seller: Seller;

  const run = (...args: string[]): Promise<string> =>
    promisify(execFile)(process.execPath, [program, ...args], {
      env: { PATH: process.env['PATH'], DAYBOOK_HOME: home, DAYBOOK_CACHE: process.env['DAYBOOK_CACHE'] },
    }).then(
      ({ stdout }) => stdout,
      (error: { stderr: string }) => Promise.reject(new Error(error.stderr)),
    );
  const work = async (...names: string[]): Promise<void> => {
    for (const name of names) {
      const customer = await seller.createCustomer(name);
      await seller.admin.post(`/customers/${customer.id}/notes`, { text: 'Wants it in blue' });
      await seller.order(customer);
    }
  };
  const find = async (name: string): Promise<CustomerView[]> =>
    // The search finds names that sound alike too.
    (await seller.admin.get<Page<CustomerView>>(`/customers?name=${encodeURIComponent(name)}`)).items.filter(
      (customer) => customer.name === name,
    );
  const named = (kind: string, number: number): string[] =>
    Array.from({ length: number }, (_, at) => `${kind}${at} ${seller.mark}`);

  beforeAll(async () => {
    home = scratchFolder('restored');
    const [port, sandbox, nats] = [await freePort(), await freePort(), await freePort()];
    const otherPorts = {
      sandbox: { port: sandbox, orAnother: false },
      nats: { port: nats, orAnother: false },
    };
    const start = () => startSystemForTests({ home, port, otherPorts, mail: false });
    system = Object.assign(await start(), { again: start });
    seller = await Seller.setUp(system, { captureAt: 'sale' });
  }, 150_000);
  afterAll(async () => {
    await system?.stop();
    removeScratch(home);
  }, 30_000);

  it('has everything up to the backup once, nothing of the time after it, and counts on rightly', async () => {
    const backup = join(home, '..', `${home.split('/').at(-1)}-backup`);
    try {
      const before = named('Before', 3);
      await work(...before);
      // While agents work, so that what services know of each other differs from moment to moment.
      const meanwhile = named('Meanwhile', 4);
      await Promise.all([work(...meanwhile), run('backup', '--to', backup)]);
      const lost = named('Lost', 3);
      await work(...lost);

      await expect(run('restore', '--from', backup, '--replace')).rejects.toThrow('is running already');
      await system.stop();
      await expect(run('restore', '--from', backup)).rejects.toThrow('is not empty');
      await run('restore', '--from', backup, '--replace');
      system = await (system as TestSystem & { again: () => Promise<TestSystem> }).again();

      const after = named('After', 3);
      await work(...after);
      const found = new Map<string, CustomerView[]>();
      for (const name of [...before, ...meanwhile, ...lost, ...after]) found.set(name, await find(name));
      expect([...before, ...after].map((name) => found.get(name)?.length)).toEqual(Array(6).fill(1));
      expect(lost.map((name) => found.get(name))).toEqual([[], [], []]);
      await eventually(
        'each action is shown once and the report is complete',
        async () => {
          const shown: Record<string, number> = Object.fromEntries(WORK.map((type) => [type, 0]));
          for (const [name, [customer]] of found) {
            const counts = customer === undefined ? {} : await seller.counts(customer.id);
            if (/^(Before|After)/.test(name))
              expect(counts).toMatchObject(Object.fromEntries(WORK.map((type) => [type, 1])));
            for (const type of WORK) shown[type] = (shown[type] ?? 0) + (counts[type] ?? 0);
          }
          const totals = await seller.totals('');
          expect(ACTIONS.map((action) => totals[action])).toEqual(WORK.map((type) => shown[type]));
          const { state } = await seller.admin.get<{ state: string }>(
            '/reports/customer-service/completeness',
          );
          expect(state).toBe('complete');
          return true;
        },
        { timeout: 60_000, interval: 500 },
      );
    } finally {
      rmSync(backup, { recursive: true, force: true });
    }
  }, 240_000);
});
