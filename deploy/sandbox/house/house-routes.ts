import type { FastifyInstance } from 'fastify';

import { BEHAVIOURS, type HouseSettings, type HouseState } from './house-records';
import type { HouseEvent, Houses } from './houses';

const SECRET = { type: 'string', pattern: '^whsec_[A-Za-z0-9+/=_-]+$' };

const SETTINGS_BODY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    inboundSecret: SECRET,
    outboundSecret: SECRET,
    webhookUrl: { type: 'string', pattern: '^https?://' },
    behaviour: { enum: [...BEHAVIOURS] },
    shipDelayMs: { type: 'integer', minimum: 0, maximum: 86_400_000 },
  },
};

const EVENT_BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: { type: 'string' },
    id: { type: 'string' },
    timestamp: { type: 'string' },
    data: { type: 'object' },
  },
};

/** The houses' HTTP face under `/house/{name}`: settings and events for tests, `/orders` for our signed orders. */
export function houseRoutes(app: FastifyInstance, houses: Houses): void {
  type Named = { Params: { name: string } };

  app.put<Named & { Body: Partial<HouseSettings> }>(
    '/:name',
    { schema: { body: SETTINGS_BODY } },
    async (request) => {
      await houses.configure(request.params.name, request.body);
      return houseView(houses.state(request.params.name));
    },
  );
  app.get<Named>('/:name', async (request) => houseView(houses.state(request.params.name)));
  app.get<Named>('/:name/orders', async (request) => {
    const items = [...houses.state(request.params.name).orders.values()];
    return { items, total: items.length };
  });
  app.get<Named>('/:name/webhooks', async (request) => {
    const items = [...houses.state(request.params.name).webhooks.values()];
    return { items, total: items.length };
  });
  app.post<{ Params: { name: string; ref: string }; Body: HouseEvent }>(
    '/:name/orders/:ref/events',
    { schema: { body: EVENT_BODY } },
    async (request, reply) =>
      reply.code(202).send(await houses.emit(request.params.name, request.params.ref, request.body)),
  );

  void app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    raw.post<Named & { Body: Buffer }>('/:name/orders', async (request, reply) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([key, value]) => [key, String(value)]),
      );
      return reply.code(202).send(await houses.receive(request.params.name, headers, request.body));
    });
  });
}

function houseView(state: HouseState & { settings: HouseSettings }): object {
  const webhooks = [...state.webhooks.values()];
  return {
    name: state.name,
    webhookUrl: state.settings.webhookUrl,
    behaviour: state.settings.behaviour,
    shipDelayMs: state.settings.shipDelayMs,
    orders: state.orders.size,
    webhooks: webhooks.length,
    undelivered: webhooks.filter((webhook) => !webhook.done).length,
  };
}
