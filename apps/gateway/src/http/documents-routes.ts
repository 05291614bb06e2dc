import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { pluginDocument } from '@daybook/contracts';

/** Where the browsable documents lie. */
const DOCS = '/api/docs';

/** The files of Swagger UI that the page needs; no others are handed out. */
const ASSETS = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

/** Swagger UI draws with inline styles and data images; scripts come from here only. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'";

const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Daybook API</title>
<link rel="icon" href="${DOCS}/assets/favicon-32x32.png">
<link rel="stylesheet" href="${DOCS}/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="${DOCS}/assets/swagger-ui-bundle.js"></script>
<script src="${DOCS}/start.js"></script>
</body>
</html>
`;

const DOCS_SCRIPT = `window.ui = SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: true,
  docExpansion: 'none',
  filter: true,
});
`;

const WELCOME = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Daybook</title>
</head>
<body>
<h1>Daybook</h1>
<p>A customer-service system whose Customer Service Report can be trusted to the last action.</p>
<ul>
<li><a href="${DOCS}">HTTP API</a>, to read and to try (<a href="/api/openapi.json">OpenAPI</a>)</li>
<li><a href="/api/asyncapi.json">Events and the intake of billing engines</a> (AsyncAPI)</li>
<li><a href="/api/plugins.json">What plugins have to answer</a> (OpenAPI)</li>
<li><a href="/health/ready">Is every service ready?</a></li>
</ul>
</body>
</html>
`;

/** The documents that the gateway hands out, made when they are asked for first. */
export interface Documents {
  openApi: () => object;
  asyncApi: () => object;
}

/** Adds the documents: as JSON, browsable without any other server, and a page that leads to them. */
export function registerDocuments(server: FastifyInstance, documents: Documents): void {
  serveJson(server, '/api/openapi.json', documents.openApi);
  serveJson(server, '/api/asyncapi.json', documents.asyncApi);
  serveJson(server, '/api/plugins.json', pluginDocument);
  for (const [file, type] of Object.entries(ASSETS)) serveAsset(server, file, type);
  server.get(DOCS, (_request, reply) =>
    reply.header('content-security-policy', DOCS_POLICY).type('text/html; charset=utf-8').send(DOCS_PAGE),
  );
  server.get(`${DOCS}/start.js`, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(DOCS_SCRIPT),
  );
  server.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(WELCOME));
}

function serveJson(server: FastifyInstance, url: string, make: () => object): void {
  let bytes: string | undefined;
  server.get(url, (_request, reply) => {
    bytes ??= JSON.stringify(make());
    return reply.type('application/json; charset=utf-8').send(bytes);
  });
}

function serveAsset(server: FastifyInstance, file: string, type: string): void {
  // Nest's own Swagger UI: the files come with it.
  const path = createRequire(require.resolve('@nestjs/swagger')).resolve(`swagger-ui-dist/${file}`);
  let bytes: Buffer | undefined;
  server.get(`${DOCS}/assets/${file}`, (_request, reply) => {
    bytes ??= readFileSync(path);
    return reply.header('cache-control', 'public, max-age=3600').type(type).send(bytes);
  });
}
