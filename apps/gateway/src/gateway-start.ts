import { loadConfig, Metrics, ServiceLogger, type ServiceStart } from '@daybook/messaging';
import { GatewayModule } from './gateway.module';
import { GatewayConfig } from './gateway.config';
import { compressAnswers } from './http/compression';
import { ConsentRoutes } from './http/consent-routes';
import { serveConsole } from './http/console-routes';
import { DOCS, serveDocuments } from './http/documents';
import { equip, httpAdapter, refuseInCode } from './http/http-server';
import { OperationRoutes } from './http/operation-routes';
import { ProblemFilter } from './http/problem-filter';
import { FirstAdminService } from './users/first-admin.service';

/** How the gateway is started: beside what every service has, it answers HTTP. */
export const gateway: ServiceStart = {
  module: GatewayModule,
  adapter: (environment) => httpAdapter({ proxies: proxiesOf(loadConfig(GatewayConfig, environment)) }),
  prepare: async (app) => {
    await app.get(FirstAdminService).ensure();
    const logger = app.get(ServiceLogger);
    const server = app.getHttpAdapter().getInstance();
    equip(server, logger, app.get(Metrics));
    await compressAnswers(server);
    server.register(async (scope) => {
      refuseInCode(scope, logger);
      app.get(OperationRoutes).register(scope);
    });
    app.get(ConsentRoutes).register(server);
    serveDocuments(app);
    if (!serveConsole(server, app.get(GatewayConfig)))
      server.get('/', (_request, reply) => reply.redirect(DOCS));
    app.useGlobalFilters(new ProblemFilter(logger));
  },
};

function proxiesOf({ trustProxy }: GatewayConfig): number {
  if (trustProxy === 'false') return 0;
  return trustProxy === 'true' ? 1 : Number(trustProxy);
}
