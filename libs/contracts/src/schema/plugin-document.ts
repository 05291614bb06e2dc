import {
  PLUGIN_ANSWER_LIMIT,
  pluginCalls,
  pluginHeaders,
  plugins,
  PluginRefusal,
  type PluginCall,
} from '../plugins';
import { CONTRACT_VERSION } from './contract-version';
import { SchemaSet } from './json-schema';
import type { OpenApiDocument } from './open-api';

const signed = {
  [pluginHeaders.id]: 'Names the question; the same on every repeat of it, and on its answer.',
  [pluginHeaders.timestamp]: 'Seconds since 1970; more than five minutes off is not believed.',
  [pluginHeaders.signature]:
    '`v1,` and base64(HMAC-SHA256(secret, `<webhook-id>.<webhook-timestamp>.<body>`)).',
};
const asked = {
  [pluginHeaders.idempotencyKey]:
    'Equal to webhook-id: a question that was answered before is answered the same, and nothing is done twice.',
  [pluginHeaders.timeout]: 'Milliseconds that we wait; a later answer is not heard.',
};

/** The OpenAPI document of what a plugin has to answer. */
export function pluginDocument(): Omit<OpenApiDocument, 'components'> & {
  components: Omit<OpenApiDocument['components'], 'responses'>;
} {
  const schemas = new SchemaSet();
  const paths: OpenApiDocument['paths'] = {};
  for (const call of pluginCalls) paths[call.path] = { post: describe(call, schemas) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Daybook plugins',
      version: CONTRACT_VERSION,
      description: `What Daybook asks of plugins: each is an HTTP server of somebody's, made known by its URL and a secret. Questions and answers are signed as Standard Webhooks has it, with that secret; an answer carries the question's \`webhook-id\`, a timestamp and a signature of its own. An answer that comes too late, is not signed, does not fit its schema or is longer than ${PLUGIN_ANSWER_LIMIT} bytes counts as none.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The URL that the plugin is configured with.' }],
    tags: Object.entries(plugins).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: schemas.all(),
      securitySchemes: {
        signature: {
          type: 'apiKey',
          in: 'header',
          name: pluginHeaders.signature,
          description: 'Over `webhook-id`, `webhook-timestamp` and the body, with the plugin’s secret.',
        },
      },
    },
  };
}

function describe(call: PluginCall, schemas: SchemaSet): object {
  const json = (of: PluginCall['request']): object => ({ 'application/json': { schema: schemas.ref(of) } });
  return {
    operationId: `${call.plugin}${call.path.replaceAll('/', '.')}`,
    summary: call.summary,
    ...(call.description === undefined ? {} : { description: call.description }),
    tags: [call.plugin],
    security: [{ signature: [] }],
    parameters: Object.entries({ ...signed, ...asked }).map(([name, description]) => ({
      name,
      in: 'header',
      required: true,
      description,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: json(call.request) },
    responses: {
      200: { description: 'Answered.', headers: signedHeaders(), content: json(call.answer) },
      401: { description: 'The signature or the timestamp of the question is wrong.' },
      422: {
        description: 'Refused, for a reason that has a code.',
        headers: signedHeaders(),
        content: json(PluginRefusal),
      },
    },
  };
}

function signedHeaders(): object {
  return Object.fromEntries(
    Object.entries(signed).map(([name, description]) => [
      name,
      { required: true, description, schema: { type: 'string' } },
    ]),
  );
}
