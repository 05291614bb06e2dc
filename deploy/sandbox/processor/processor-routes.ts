import { timingSafeEqual } from 'node:crypto';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { SandboxRefusal } from '../sandbox-refusal';
import type { ChargeRequest, Outcome, Processor } from './processor';
import type { ChargeOperation } from './processor-ledger';
import type { Card } from './test-cards';

const AMOUNT = { type: 'string', pattern: '^(?!0+(\\.0+)?$)\\d{1,9}(\\.\\d{1,3})?$' };

/** What a card is made a token of. */
export const TOKEN_BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['number', 'expMonth', 'expYear'],
  properties: {
    number: { type: 'string', maxLength: 30 },
    expMonth: { type: 'integer', minimum: 1, maximum: 12 },
    expYear: { type: 'integer', minimum: 2000, maximum: 2099 },
  },
};

const CHARGE_BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['token', 'amount', 'currency', 'capture', 'reference'],
  properties: {
    token: { type: 'string', maxLength: 100 },
    amount: AMOUNT,
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    capture: { type: 'boolean' },
    reference: { type: 'string', maxLength: 200 },
  },
};

const OPERATION_BODY = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: { amount: AMOUNT },
};

/** The processor's HTTP face under `/v1`. With no key configured any bearer key is taken. */
export function processorRoutes(app: FastifyInstance, processor: Processor, key: string | undefined): void {
  app.addHook('onRequest', async (request) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined || (key !== undefined && !sameText(given, key))) {
      throw new SandboxRefusal(401, 'unauthenticated', 'a bearer key is needed');
    }
  });

  app.post<{ Body: { number: string; expMonth: number; expYear: number } }>(
    '/tokens',
    { schema: { body: TOKEN_BODY } },
    async (request, reply) => {
      const { number, expMonth, expYear } = request.body;
      return reply.code(201).send(cardView(await processor.tokenize(number, expMonth, expYear)));
    },
  );
  app.get<{ Params: { token: string } }>('/tokens/:token', async (request) =>
    cardView(processor.ledger.card(request.params.token)),
  );

  app.post<{ Body: ChargeRequest }>('/charges', { schema: { body: CHARGE_BODY } }, async (request, reply) =>
    answer(request, reply, await processor.charge(idempotencyKey(request), request.body)),
  );
  app.get<{ Querystring: { reference?: string } }>('/charges', async (request) => {
    const { reference } = request.query;
    const items = [...processor.ledger.charges.values()]
      .filter((charge) => reference === undefined || charge.reference === reference)
      .map((charge) => ({
        ...charge,
        operations: processor.ledger.operations.filter((operation) => operation.chargeId === charge.id),
      }));
    return { items, total: items.length };
  });
  app.get<{ Params: { id: string } }>('/charges/:id', async (request) =>
    processor.ledger.charge(request.params.id),
  );

  for (const type of ['capture', 'void', 'refund'] satisfies ChargeOperation['type'][]) {
    app.post<{ Params: { id: string }; Body: { amount?: string } | null }>(
      `/charges/:id/${type}`,
      { schema: { body: OPERATION_BODY } },
      async (request, reply) =>
        answer(
          request,
          reply,
          await processor.operate(idempotencyKey(request), type, request.params.id, request.body?.amount),
        ),
    );
  }

  app.get<{ Params: { key: string } }>('/operations/:key', async (request) => {
    const known = processor.ledger.answers.get(request.params.key);
    return known
      ? { state: 'done', httpStatus: known.httpStatus, result: known.result }
      : { state: 'unknown' };
  });
  app.post('/settlements', async (_request, reply) => reply.code(201).send(await processor.settle()));
}

async function answer(request: FastifyRequest, reply: FastifyReply, outcome: Outcome): Promise<FastifyReply> {
  if (!outcome.silent) return reply.code(outcome.httpStatus).send(outcome.body);
  reply.hijack();
  await new Promise<void>((resolve) => {
    if (request.raw.socket.destroyed) resolve();
    else request.raw.socket.once('close', resolve);
  });
  return reply;
}

function idempotencyKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > 200) {
    throw new SandboxRefusal(
      400,
      'idempotency_key_required',
      'the header Idempotency-Key is needed, at most 200 characters',
    );
  }
  return key;
}

function cardView(card: Card): Omit<Card, 'behaviour'> {
  const { behaviour: _behaviour, ...view } = card;
  return view;
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
