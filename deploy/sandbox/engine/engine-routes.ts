import type { FastifyInstance } from 'fastify';

import type { Engine } from './engine';
import type { Engines, EventRequest } from './engines';

const SETTINGS_BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['natsUrl'],
  properties: {
    credentials: { type: 'string' },
    natsUrl: { type: 'string' },
    inboxPrefix: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' },
  },
};

const EVENT_BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'data'],
  properties: {
    type: { type: 'string', pattern: '^[a-z_.]+$' },
    data: { type: 'object' },
    id: { type: 'string' },
    time: { type: 'string' },
    waitMs: { type: 'integer', minimum: 0, maximum: 60_000 },
  },
};

/** The engines' HTTP face under `/engine/{name}`, for tests and the demo: what the engine really does, it does on NATS. */
export function engineRoutes(app: FastifyInstance, engines: Engines): void {
  type Named = { Params: { name: string } };

  app.put<Named & { Body: { credentials?: string; natsUrl: string; inboxPrefix?: string } }>(
    '/:name',
    { schema: { body: SETTINGS_BODY } },
    async (request) => engineView(await engines.configure(request.params.name, request.body)),
  );
  app.get<Named>('/:name', async (request) => engineView(engines.engine(request.params.name)));
  app.post<Named & { Body: EventRequest }>(
    '/:name/events',
    { schema: { body: EVENT_BODY } },
    async (request, reply) => {
      const sent = await engines.send(request.params.name, request.body);
      return reply.code(sent.receipt ? 200 : 202).send(sent);
    },
  );
  app.get<Named>('/:name/events', async (request) => {
    const { state } = engines.engine(request.params.name);
    const items = [...state.events.values()].map((event) => ({
      ...event,
      receipt: state.receiptOf(event.id) ?? null,
    }));
    return { items, total: items.length };
  });
  app.get<Named>('/:name/receipts', async (request) => {
    const items = engines.engine(request.params.name).state.receipts;
    return { items, total: items.length };
  });
  app.get<Named>('/:name/instructions', async (request) => {
    const items = engines.engine(request.params.name).state.instructions;
    return { items, total: items.length };
  });
}

function engineView(engine: Engine): object {
  const { state } = engine;
  const withoutReceipt = [...state.events.keys()].filter((id) => !state.receiptOf(id)).length;
  return { name: state.name, connected: engine.connected, events: state.events.size, withoutReceipt };
}
