import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, credsAuthenticator } from 'nats';
import { Client } from 'pg';
import type { TestSystem } from '@daybook/testing';

/** Everything that may be killed. */
export const victims = [
  'customers',
  'billing',
  'fulfillment',
  'cases',
  'reporting',
  'gateway',
  'nats',
  'postgres',
] as const;

/** Kills with signal 9, one after the other, with a while between them; supervision starts them again. */
export async function killEach(system: TestSystem, pauseMs: number): Promise<void> {
  for (const victim of victims) {
    await delay(pauseMs);
    system.kill(victim, 'SIGKILL');
  }
  await delay(pauseMs);
}

/** Deletes the stream of events under everybody. */
export async function deleteStream(system: TestSystem): Promise<void> {
  const path = await system.credentials('operations');
  const connection = await connect({
    servers: system.natsUrl,
    authenticator: credsAuthenticator(readFileSync(path)),
    inboxPrefix: '_INBOX_operations',
  });
  try {
    const manager = await connection.jetstreamManager();
    await manager.streams.delete('EVENTS');
  } finally {
    await connection.close();
  }
}

/** Throws reporting's database away and starts it with an empty one. */
export async function throwAwayReporting(system: TestSystem): Promise<void> {
  await system.hold('reporting');
  const url = new URL(system.databaseUrl('reporting'));
  const name = url.pathname.slice(1);
  const client = new Client({ connectionString: system.postgresUrl });
  await client.connect();
  try {
    await client.query(`drop database "${name}" with (force)`);
    await client.query(`create database "${name}" owner "${decodeURIComponent(url.username)}"`);
  } finally {
    await client.end();
  }
  await system.release('reporting');
}
