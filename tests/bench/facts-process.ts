import { setTimeout as delay } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { newId, type EventContext } from '@daybook/contracts';
import { ServiceConfig, ServiceModule, UnitOfWork } from '@daybook/messaging';
import { record } from '@daybook/persistence';
import { bootService } from '@daybook/testing';
import { say } from './bench-child';

/** A service with nothing but the library's journal. */
@Module({
  imports: [
    ServiceModule.forRoot({ name: 'customers', config: ServiceConfig, entities: [], migrations: [] }),
  ],
})
class FactsModule {}

const EVERY_MS = 10;
/** Transactions at once, as many agents make them. */
const AT_ONCE = 6;

/** Commits facts at a steady rate and says when each batch was committed: `node facts-process.js <a second> <seconds> <campaign>`. */
async function main([rate, seconds, campaignId]: string[]): Promise<void> {
  const service = await bootService(
    { module: FactsModule },
    { database: { url: process.env['DATABASE_URL'] ?? '' }, nats: { url: process.env['NATS_URL'] ?? '' } },
  );
  const work = service.app.get(UnitOfWork);
  const each = (Number(rate) * EVERY_MS) / 1_000;
  const context = (): EventContext => ({
    customerId: newId(),
    campaignId,
    productIds: [],
    currency: 'USD',
    country: 'US',
    customFields: {},
  });
  const commit = (): Promise<void> =>
    work.transaction(async (em) => {
      for (let made = 0; made < each; made++)
        record(em, 'customers.customer.updated', {
          context: context(),
          attributes: { fieldNames: ['tags'] },
        });
      await Promise.resolve();
    });
  for (let warm = 0; warm < 50; warm++) await commit();
  say({ warm: 50 * each });
  const batches = (Number(seconds) * 1_000) / EVERY_MS;
  const started = performance.now();
  const committed: number[] = [];
  const underWay = new Set<Promise<void>>();
  for (let batch = 0; batch < batches; batch++) {
    const due = started + batch * EVERY_MS;
    if (due > performance.now()) await delay(due - performance.now());
    if (underWay.size >= AT_ONCE) await Promise.race(underWay);
    const commitment = commit().then(() => {
      committed.push(Date.now());
      underWay.delete(commitment);
    });
    underWay.add(commitment);
  }
  await Promise.all(underWay);
  say({ each, committed, seconds: (performance.now() - started) / 1_000 });
  await new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()));
  await service.stop();
}

void main(process.argv.slice(2));
