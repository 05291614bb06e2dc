import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { SERVICES, type ServiceName } from '../local/system/system-options';

/** A connection to each service's database, all of which see one moment. */
export interface Snapshots {
  readonly clients: Readonly<Record<ServiceName, Client>>;
  readonly time: string;
  close(): Promise<void>;
}

interface Seen {
  epochs: { epoch: number; sequence: number }[];
  applied: { producer: ServiceName; epoch: number; last: number }[];
}

/** How long a moment is looked for at which no reader is ahead of a journal (milliseconds). */
const PATIENCE_MS = 20_000;

/**
 * Opens a transaction on each database, all seeing the same moment as far as facts go: whatever a service has
 * applied of another's journal stands in that journal's snapshot. Snapshots are taken at almost the same time; where
 * an event was recorded, sent and applied in between, they are taken again.
 *
 * @throws Error when a database was never used, or no such moment is found
 */
export async function openSnapshots(urls: Readonly<Record<ServiceName, string>>): Promise<Snapshots> {
  const clients = Object.fromEntries(
    SERVICES.map((service) => [
      service,
      new Client({ connectionString: urls[service], application_name: 'backup', keepAlive: true }),
    ]),
  ) as Record<ServiceName, Client>;
  const all = Object.values(clients);
  // One that is lost while it waits for its turn: its next query fails and tells.
  for (const client of all) client.on('error', () => undefined);
  const close = async () => void (await Promise.allSettled(all.map((client) => client.end())));
  try {
    await Promise.all(all.map((client) => client.connect()));
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      await Promise.all(all.map((client) => client.query('begin isolation level repeatable read read only')));
      const time = new Date().toISOString();
      const seen = await lookAll(clients);
      const ahead = aheadOf(seen);
      if (ahead === undefined) return { clients, time, close };
      if (Date.now() > end) throw new Error(`No moment was found that fits all databases: ${ahead}`);
      await Promise.all(all.map((client) => client.query('rollback')));
      await delay(20);
    }
  } catch (error) {
    await close();
    throw error;
  }
}

async function lookAll(clients: Readonly<Record<ServiceName, Client>>): Promise<Map<ServiceName, Seen>> {
  return new Map(
    await Promise.all(
      SERVICES.map(async (service) => [service, await look(service, clients[service])] as const),
    ),
  );
}

/** The first question is what makes the snapshot. */
async function look(service: ServiceName, client: Client): Promise<Seen> {
  const { rows } = await client.query<{ used: boolean }>(
    `select to_regclass('public.journal_epoch') is not null as used`,
  );
  if (rows[0]?.used !== true)
    throw new Error(`The database of ${service} is empty: there is nothing to keep`);
  const epochs = await client.query<{ epoch: number; sequence: string }>(
    'select epoch, sequence from public.journal_epoch',
  );
  const applied = await client.query<{ producer: ServiceName; epoch: number; last: string }>(
    'select producer, epoch, max(upper(applied)) - 1 as last from public.consumer_position group by producer, epoch',
  );
  return {
    epochs: epochs.rows.map((row) => ({ ...row, sequence: Number(row.sequence) })),
    applied: applied.rows.map((row) => ({ ...row, last: Number(row.last ?? 0) })),
  };
}

/** Who is ahead of whom. Of an epoch that is over nothing more comes: being beyond its end is history. */
function aheadOf(seen: ReadonlyMap<ServiceName, Seen>): string | undefined {
  for (const [service, { applied }] of seen) {
    for (const { producer, epoch, last } of applied) {
      const known = [...(seen.get(producer)?.epochs ?? [])].sort((a, b) => a.epoch - b.epoch).at(-1);
      if (known !== undefined && (epoch > known.epoch || (epoch === known.epoch && last > known.sequence)))
        return `${service} has applied ${last} of ${producer}, whose journal ends at ${known.sequence}`;
    }
  }
  return undefined;
}
