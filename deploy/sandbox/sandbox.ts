import Fastify, { type FastifyInstance } from 'fastify';

import { houseRoutes } from './house/house-routes';
import { Houses } from './house/houses';
import { cardFieldRoutes } from './pages/card-field-routes';
import { pageRoutes } from './pages/page-routes';
import { pluginRoutes } from './plugins/plugin-routes';
import { SandboxPlugins } from './plugins/plugins';
import { engineRoutes } from './engine/engine-routes';
import { Engines } from './engine/engines';
import { Processor } from './processor/processor';
import { processorRoutes } from './processor/processor-routes';
import { SandboxRefusal } from './sandbox-refusal';

export interface SandboxOptions {
  /** Folder of the journals; made if it is missing. */
  home: string;
  /** The address to listen on. Default 127.0.0.1. */
  host?: string | undefined;
  /** 0 takes a free one. */
  port: number;
  /** The bearer key that the processor asks for; any when absent. */
  processorKey?: string;
  /** The secret (`whsec_…`) that the plugins share with who asks them; without it they answer 503. */
  pluginSecret?: string;
  /** Settle by itself every so many milliseconds; only on request when absent. */
  settleEveryMs?: number;
  /** Pages beside those of this machine that may frame the field for cards, by their origins. */
  cardFieldOrigins?: readonly string[];
  /** Where caught mails are shown, for the page. */
  mailsUrl?: string | undefined;
  now?: () => Date;
  logger?: boolean;
}

export interface RunningSandbox {
  url: string;
  stop(): Promise<void>;
}

/** Starts the process that plays the outside parties: a payment processor, fulfillment houses, billing engines and plugins. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const now = options.now ?? (() => new Date());
  const app = Fastify({
    logger: options.logger === true ? { level: 'warn' } : false,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });
  acceptEmptyJson(app);
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) => {
    const known = error instanceof SandboxRefusal ? error.status : error.statusCode;
    if (known === undefined) app.log.error(error);
    return reply.code(known ?? 500).send({ code: error.code ?? 'failed', message: error.message });
  });

  const processor = await Processor.open(options.home, now);
  const houses = await Houses.open(options.home, now);
  const engines = await Engines.open(options.home, now, (message) => app.log.warn(message));

  const plugins = await SandboxPlugins.open(options.home, options.pluginSecret, now);

  app.get('/health/ready', async () => ({ status: 'ready' }));
  app.get('/health/live', async () => ({ status: 'live' }));
  await app.register(async (scope) => processorRoutes(scope, processor, options.processorKey), {
    prefix: '/v1',
  });
  await app.register(async (scope) => houseRoutes(scope, houses), { prefix: '/house' });
  await app.register(async (scope) => engineRoutes(scope, engines), { prefix: '/engine' });
  await app.register(async (scope) => pluginRoutes(scope, plugins), { prefix: '/plugins' });

  const { mailsUrl, cardFieldOrigins = [] } = options;
  await app.register(async (scope) => cardFieldRoutes(scope, processor, cardFieldOrigins));
  await app.register(async (scope) => pageRoutes(scope, { processor, houses, engines, plugins, mailsUrl }));

  const settling =
    options.settleEveryMs === undefined
      ? undefined
      : setInterval(
          () => void processor.settle().catch((error: unknown) => app.log.error(error)),
          options.settleEveryMs,
        );
  const url = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port });

  return {
    url,
    stop: async () => {
      clearInterval(settling);
      await app.close();
      await Promise.all([processor.close(), houses.close(), engines.close(), plugins.close()]);
    },
  };
}

function acceptEmptyJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? null : JSON.parse(body as string));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400, code: 'not_json' }));
    }
  });
}
