import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which systems take the local ports of outgoing connections: nothing passes by there. */
const RANGE = { from: 20_000, to: 32_000 };

/**
 * The next one to be looked at. One after the other from a place of its own: who asks for several before
 * it listens on any gets different ones, and two processes that ask at once hardly ever meet.
 */
let next = randomInt(RANGE.from, RANGE.to);

/**
 * A TCP port on 127.0.0.1 that was free a moment ago and that this process was not given before
 * (until it has been given all of them).
 * Another process may take it before it is used.
 */
export async function freePort(): Promise<number> {
  for (let looked = RANGE.from; looked < RANGE.to; looked++) {
    const port = next;
    next = port + 1 < RANGE.to ? port + 1 : RANGE.from;
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free TCP port between ${RANGE.from} and ${RANGE.to}`);
}

/** Whether nothing listens on this port of 127.0.0.1. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
