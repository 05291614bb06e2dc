import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BEHAVIOURS } from '../house/house-records';
import type { Engines } from '../engine/engines';
import type { Houses } from '../house/houses';
import { PLUGIN_BEHAVIOURS, type SandboxPlugins } from '../plugins/plugins';
import type { Processor } from '../processor/processor';
import { testCards } from '../processor/test-cards';
import { SandboxRefusal } from '../sandbox-refusal';
import { HOUSE_EVENTS, sandboxPage } from './sandbox-page';

/** The page runs no script and sends its forms here only. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Who is played. */
export interface Parties {
  processor: Processor;
  houses: Houses;
  engines: Engines;
  plugins: SandboxPlugins;
  mailsUrl?: string | undefined;
}

type Form = Readonly<Record<string, string>>;

/** The page of the sandbox, and what its buttons do. */
export function pageRoutes(app: FastifyInstance, parties: Parties): void {
  const { processor, houses, engines, plugins } = parties;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );

  app.get<{ Querystring: { done?: string } }>('/', async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .header('cache-control', 'no-store')
      .send(
        sandboxPage({
          charges: processor.ledger.charges.values(),
          cards: testCards(),
          houses: houses.all(),
          engines: engines.all(),
          plugins,
          mailsUrl: parties.mailsUrl,
          done: request.query.done?.slice(0, 200),
        }),
      ),
  );

  const action = (path: string, act: (form: Form) => Promise<string>): void => {
    app.post<{ Body: Form }>(`/page/${path}`, async (request, reply) => {
      fromOurPage(request);
      return shown(reply, await act(request.body));
    });
  };
  action('settle', async () => {
    const { settled } = await processor.settle();
    return `${settled} ${settled === 1 ? 'charge' : 'charges'} settled.`;
  });
  action('house', async ({ house = '', behaviour, delay }) => {
    houses.state(house);
    await houses.configure(house, {
      behaviour: oneOf(BEHAVIOURS, behaviour),
      shipDelayMs: milliseconds(delay),
    });
    return `${house} is changed.`;
  });
  action('tell', async ({ house = '', fulfillment = '', event = '' }) => {
    if (!Object.hasOwn(HOUSE_EVENTS, event))
      throw new SandboxRefusal(422, 'event_unknown', 'there is no such event');
    const { type, data } = HOUSE_EVENTS[event as keyof typeof HOUSE_EVENTS];
    await houses.tell(house, fulfillment, type, data);
    return `${house} tells: ${event}.`;
  });
  action('plugin', async ({ plugin = '', behaviour, taxRate }) => {
    if (taxRate !== undefined && !/^\d(\.\d{1,6})?$/.test(taxRate))
      throw new SandboxRefusal(422, 'rate_invalid', 'a rate is a number such as 0.0825');
    const change = { behaviour: oneOf(PLUGIN_BEHAVIOURS, behaviour) };
    await plugins.change(plugin, { ...change, ...(taxRate === undefined ? {} : { taxRate }) });
    return `${plugin} is changed.`;
  });
}

/** Another site's page presses no buttons here. */
export function fromOurPage({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin')
    throw new SandboxRefusal(403, 'another_site', "only the sandbox's own page may send this");
}

function shown(reply: FastifyReply, done: string): FastifyReply {
  return reply.redirect(`/?done=${encodeURIComponent(done)}`, 303);
}

function oneOf<T extends string>(known: readonly T[], value: string | undefined): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new SandboxRefusal(422, 'behaviour_unknown', `there is ${known.join(', ')}`);
  return found;
}

function milliseconds(seconds: string | undefined): number {
  const number = Number(seconds);
  if (!(number >= 0 && number <= 86_400))
    throw new SandboxRefusal(422, 'delay_invalid', 'a delay is 0 to 86400 s');
  return Math.round(number * 1000);
}
