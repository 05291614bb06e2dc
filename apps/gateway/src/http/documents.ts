import type { FastifyInstance } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { asyncApi, openApi, operations, pluginDocument } from '@daybook/contracts';

/** Where the HTTP API can be read and tried. */
export const DOCS = '/api/docs';

/** Swagger UI draws with inline styles and data images; scripts come from here only. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/**
 * Hands out the documents: as JSON, and the HTTP API to be read and tried without any other server. Nest serves the
 * page's files by @fastify/static, which it loads by itself.
 */
export function serveDocuments(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  serveJson(server, '/api/openapi.json', () => openApi(operations));
  serveJson(server, '/api/asyncapi.json', asyncApi);
  serveJson(server, '/api/plugins.json', pluginDocument);
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url?.startsWith(DOCS) === true)
      void reply.header('content-security-policy', DOCS_POLICY);
  });
  SwaggerModule.setup(DOCS, app, () => openApi(operations) as OpenAPIObject, {
    customSiteTitle: 'Daybook API',
    // Served above, from memory.
    raw: false,
    swaggerOptions: { persistAuthorization: true, docExpansion: 'none', filter: true },
  });
}

/** The document is made when it is asked for first. */
function serveJson(server: FastifyInstance, url: string, make: () => object): void {
  let bytes: string | undefined;
  server.get(url, (_request, reply) => {
    bytes ??= JSON.stringify(make());
    return reply.type('application/json; charset=utf-8').send(bytes);
  });
}
