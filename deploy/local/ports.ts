import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which systems take the local ports of outgoing connections: nothing passes by there. */
const RANGE = { from: 20_000, to: 32_000 };

/**
 * A TCP port on 127.0.0.1 that was free a moment ago. The caller must be ready to try again:
 * another process may take it before it is used.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(RANGE.from, RANGE.to);
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
