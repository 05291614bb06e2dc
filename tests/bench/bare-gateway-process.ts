import fastify from 'fastify';
import { connect } from 'nats';
import { say } from './bench-child';

/** The least that a gateway can do: takes a request, asks over NATS, hands the answer back. */
async function main(): Promise<void> {
  const nats = await connect({ servers: process.env['NATS_URL'] ?? '' });
  const app = fastify();
  app.get('/bare/:what', async (request, reply) => {
    const { what } = request.params as { what: string };
    const answer = await nats.request(`bare.${what}`, JSON.stringify({ id: what }), { timeout: 5_000 });
    return reply.header('content-type', 'application/json; charset=utf-8').send(Buffer.from(answer.data));
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  say({ url: app.listeningOrigin });
}

void main();
