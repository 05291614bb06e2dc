import type { FastifyInstance } from 'fastify';

import { PLAYED_PLUGINS } from './plugin-answers';
import { PLUGIN_BEHAVIOURS, type PluginChange, type SandboxPlugins } from './plugins';

const CHANGE_BODY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    behaviour: { enum: [...PLUGIN_BEHAVIOURS] },
    when: { type: 'string', minLength: 1, maxLength: 300 },
    taxRate: { type: 'string', pattern: '^\\d(\\.\\d{1,6})?$' },
  },
};

/** Bytes of a question: of a scan the whole file. */
const LONGEST_QUESTION = 40_000_000;

/** The plugins' HTTP face under `/plugins/{name}`: behaviour and calls for tests, everything else for signed questions. */
export function pluginRoutes(app: FastifyInstance, plugins: SandboxPlugins): void {
  type Named = { Params: { name: string } };

  app.get('/', async () => ({ items: PLAYED_PLUGINS.map((name) => view(plugins, name)) }));
  app.put<Named & { Body: PluginChange }>('/:name', { schema: { body: CHANGE_BODY } }, async (request) => {
    await plugins.change(request.params.name, request.body);
    return view(plugins, request.params.name);
  });
  app.get<Named>('/:name', async (request) => view(plugins, request.params.name));
  app.get<Named & { Querystring: { containing?: string } }>('/:name/calls', async (request) => {
    const { containing = '' } = request.query;
    const items = [...plugins.state(request.params.name).questions.values()]
      .filter(({ body }) => JSON.stringify(body).includes(containing))
      .map(({ hash: _, ...question }) => question);
    return { items, total: items.length };
  });

  void app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    raw.post<{ Params: { name: string; call: string }; Body: string }>(
      '/:name/:call',
      { bodyLimit: LONGEST_QUESTION },
      async (request, reply) => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([key, value]) => [key, String(value)]),
        );
        const { name, call } = request.params;
        const response = await plugins.ask(name, call, headers, request.body);
        // The connection stays open until whoever asked has had enough.
        if (response === null) return reply.hijack();
        return reply
          .code(response.status)
          .headers({ 'content-type': 'application/json', ...response.headers })
          .send(response.body);
      },
    );
  });
}

function view(plugins: SandboxPlugins, name: string): object {
  const { behaviour, rules, taxRate, questions } = plugins.state(name);
  return {
    name,
    behaviour,
    rules: Object.fromEntries(rules),
    ...(name === 'tax' ? { taxRate } : {}),
    calls: questions.size,
  };
}
