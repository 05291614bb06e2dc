import 'reflect-metadata';
import { MikroORM } from '@mikro-orm/postgresql';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig, ServiceConfig, type Environment } from '../core/config';
import { serviceLogger, ServiceLogger } from '../core/logger';
import { Metrics } from '../core/metrics';
import { startTracing } from '../core/tracing';
import { Bus } from '../nats/bus';
import { ActorTokens } from '../operations/actor-token';
import { Dispatcher } from '../operations/dispatcher';
import { OperationServer } from '../operations/operation-server';
import { bringUpToDate, migrateDatabase } from './migrate-database';
import { ENVIRONMENT, SERVICE, type ServiceIdentity } from './service-identity';
import { ServiceLifecycle } from './service-lifecycle';

/** How a service is started. */
export interface ServiceStart {
  module: Type<object>;
  /** Makes the HTTP adapter where the service needs more of it than health checks (the gateway). */
  adapter?: (environment: Environment) => FastifyAdapter;
  /** Called before the service listens, for what Nest has no decorator for. */
  prepare?: (app: NestFastifyApplication) => Promise<void> | void;
}

/** A running service. */
export interface RunningService {
  app: NestFastifyApplication;
  /** http:// address of its health checks (the gateway: of everything). */
  url: string;
  /** Whether its database was thrown away and is an empty one now: only a new start makes its tables. */
  databaseIsEmptied(): Promise<boolean>;
  /** Stops taking work, finishes what is at hand, and closes every connection. */
  stop(): Promise<void>;
}

@Module({})
class StartModule {
  static of(module: Type<object>, environment: Environment): DynamicModule {
    return {
      module: StartModule,
      global: true,
      imports: [module],
      providers: [{ provide: ENVIRONMENT, useValue: environment }],
      exports: [ENVIRONMENT],
    };
  }
}

/** Starts a service in this process with a given environment. Waits for a database and NATS that are not there yet. */
export async function startService(start: ServiceStart, environment: Environment): Promise<RunningService> {
  const config = loadConfig(ServiceConfig, environment);
  const adapter = start.adapter?.(environment) ?? new FastifyAdapter({ forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(
    StartModule.of(start.module, environment),
    adapter,
    {
      bufferLogs: true,
      abortOnError: false,
    },
  );
  const logger = app.get(ServiceLogger);
  app.useLogger(logger);
  app.flushLogs();
  const facts = app.get<ServiceIdentity>(SERVICE);
  const bus = app.get(Bus);
  const tracing = await startTracing(facts.name, environment);
  if (tracing !== null) logger.info('traces are kept and sent');
  await bringUpToDate(app.get(MikroORM), config.databaseUrl, logger);
  const server = new OperationServer({
    service: facts.name,
    onBus: facts.onBus,
    bus,
    dispatcher: app.get(Dispatcher),
    tokens: app.get(ActorTokens),
    metrics: app.get(Metrics),
    logger,
  });
  const microservice = app.connectMicroservice({ strategy: server }, { inheritAppConfig: false });
  try {
    await start.prepare?.(app);
  } catch (error) {
    await bus.close();
    await app.get(MikroORM).close(true);
    throw error;
  }
  await app.startAllMicroservices();
  const life = app.get(ServiceLifecycle);
  life.start();
  // Only who is known to the server is asked; ready means just that.
  await bus.flush();
  await app.listen({ port: config.httpPort, host: config.httpHost });
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  logger.info(`${facts.name} is ready`, { url });
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      await server.close();
      await life.stopReading();
      // Ends what runs by itself, and the database's connections; what it recorded is published after that.
      await microservice.close();
      await life.close();
      await app.close();
      await bus.close();
      await app.get(MikroORM).close(true);
      await tracing?.stop();
    })();
    return stopping;
  };
  return { app, url, databaseIsEmptied: () => life.databaseIsEmptied(), stop };
}

const LOOK_AT_DATABASE_MS = 10_000;

/**
 * The main of a service: starts it with the process's environment and stops it on SIGTERM and SIGINT. With the argument
 * `migrate` it brings its database up to date and ends.
 */
export function runService(start: ServiceStart): void {
  const logger = serviceLogger('start', { logLevel: 'info', logFormat: 'json' });
  process.on('unhandledRejection', (reason) => {
    logger.error('a rejection was not handled', reason);
    process.exit(1);
  });
  if (process.argv[2] === 'migrate') {
    void migrateDatabase(start.module, process.env).catch((error: unknown) => {
      logger.fatal(error instanceof Error ? error.message : String(error), error);
      process.exitCode = 1;
    });
    return;
  }
  startService(start, process.env).then(
    (service) => {
      const stop = (exitCode: number): void => {
        const late = setTimeout(() => process.exit(1), 4_500);
        late.unref();
        service.stop().then(
          () => process.exit(exitCode),
          (error: unknown) => {
            logger.error('the stop failed', error);
            process.exit(1);
          },
        );
      };
      const end = (): void => stop(0);
      // Whoever runs us starts us again, and the start makes the tables.
      const watch = setInterval(() => {
        void service.databaseIsEmptied().then((emptied) => {
          if (!emptied) return;
          clearInterval(watch);
          logger.error('the database was thrown away: ending, to make its tables at the next start');
          stop(1);
        });
      }, LOOK_AT_DATABASE_MS);
      watch.unref();
      process.once('SIGTERM', end);
      process.once('SIGINT', end);
    },
    (error: unknown) => {
      logger.fatal(error instanceof Error ? error.message : String(error), error);
      process.exit(1);
    },
  );
}
