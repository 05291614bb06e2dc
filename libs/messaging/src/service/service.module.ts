import { MikroOrmModule } from '@mikro-orm/nestjs';
import { MikroORM, PostgreSqlDriver } from '@mikro-orm/postgresql';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { consumingServices, type ClassOf, type ConsumingService, type ServiceName } from '@daybook/contracts';
import { Clock, clock, ormOptions, UnitOfWork, type MigrationEntry } from '@daybook/persistence';
import { CustomerContextConsumer } from '../consumers/customer-context.consumer';
import { DeadLetters } from '../consumers/dead-letters';
import { deadLettersController } from '../consumers/dead-letters.controller';
import type { EventConsumer } from '../consumers/event-consumer';
import { loadConfig, ServiceConfig, textOrFile, type Environment } from '../core/config';
import { serviceLogger, ServiceLogger } from '../core/logger';
import { Metrics } from '../core/metrics';
import { AnonymisedConsumer } from '../erasure/anonymised.consumer';
import { erasureController } from '../erasure/erasure.controller';
import { Erasures } from '../erasure/erasures';
import { PERSONAL_DATA, type PersonalData } from '../erasure/personal-data';
import { Heads } from '../journal/heads';
import { Bus } from '../nats/bus';
import { ActorTokens } from '../operations/actor-token';
import { Dispatcher } from '../operations/dispatcher';
import { RpcClient } from '../operations/rpc-client';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';
import { CONSUMERS, ENVIRONMENT, MIGRATIONS, SERVICE, type ServiceIdentity } from './service-identity';
import { ServiceLifecycle } from './service-lifecycle';

/** What a service says about itself. */
export interface ServiceModuleOptions {
  name: ServiceName;
  /** The service's validated environment. */
  config: ClassOf<ServiceConfig>;
  entities: (new (...args: never[]) => object)[];
  /** The service's own migrations, in their order. */
  migrations: MigrationEntry[];
  /** Readers of other services' events. */
  consumers?: Type<EventConsumer>[];
  /** Keep the shared copy of what billing knows of customers. */
  customerContext?: boolean;
  /** Erases what the service keeps of persons, where it keeps any. */
  personalData?: Type<PersonalData>;
  /** Whether others consume this service's journal; true when absent. */
  journal?: boolean;
  /** Whether its operations are asked for over the bus, else in its own process alone; true when absent. */
  onBus?: boolean;
  /** The controller that answers below /health; that of one service when absent. */
  health?: Type<object>;
}

/** All that every service has for nothing: configuration, logs, database, bus, journal, consumers, health. */
@Module({})
export class ServiceModule {
  static forRoot(options: ServiceModuleOptions): DynamicModule {
    const consumers = [
      ...(options.consumers ?? []),
      ...(options.customerContext === true ? [CustomerContextConsumer] : []),
      // The customers service notes it itself, in the command's own transaction.
      ...(options.personalData === undefined || options.name === 'customers' ? [] : [AnonymisedConsumer]),
    ];
    const facts: ServiceIdentity = {
      name: options.name,
      journal: options.journal ?? true,
      onBus: options.onBus ?? true,
    };
    return {
      module: ServiceModule,
      global: true,
      imports: [
        MikroOrmModule.forRootAsync({
          driver: PostgreSqlDriver,
          inject: [ServiceConfig],
          useFactory: (config: ServiceConfig) => ({
            ...ormOptions({
              url: config.databaseUrl,
              entities: options.entities,
              migrations: options.migrations,
              poolSize: config.databasePool,
              applicationName: options.name,
            }),
            registerRequestContext: false,
          }),
        }),
      ],
      controllers: [
        options.health ?? HealthController,
        MetricsController,
        ...(consumers.length > 0 && consumes(options.name) ? [deadLettersController(options.name)] : []),
        ...(options.personalData !== undefined && consumes(options.name)
          ? [erasureController(options.name)]
          : []),
      ],
      providers: [
        { provide: SERVICE, useValue: facts },
        { provide: MIGRATIONS, useValue: options.migrations },
        {
          provide: ServiceConfig,
          inject: [ENVIRONMENT],
          useFactory: (environment: Environment) => loadConfig(options.config, environment),
        },
        ...(options.config === ServiceConfig
          ? []
          : [{ provide: options.config, useExisting: ServiceConfig }]),
        {
          provide: ServiceLogger,
          inject: [ServiceConfig],
          useFactory: (config: ServiceConfig) => serviceLogger(options.name, config),
        },
        {
          provide: Bus,
          inject: [ServiceConfig, ServiceLogger],
          useFactory: (config: ServiceConfig, logger: ServiceLogger) =>
            Bus.connect(options.name, config, logger),
        },
        { provide: Metrics, useFactory: () => new Metrics(options.name) },
        { provide: Clock, useValue: clock },
        { provide: UnitOfWork, inject: [MikroORM], useFactory: (orm: MikroORM) => new UnitOfWork(orm) },
        RpcClient,
        {
          provide: ActorTokens,
          inject: [ServiceConfig],
          useFactory: (config: ServiceConfig) => new ActorTokens(textOrFile(config.actorPublicKey)),
        },
        Dispatcher,
        Heads,
        DeadLetters,
        ...(options.personalData === undefined
          ? []
          : [{ provide: PERSONAL_DATA, useClass: options.personalData }, Erasures]),
        ...consumers,
        { provide: CONSUMERS, inject: consumers, useFactory: (...made: EventConsumer[]) => made },
        ServiceLifecycle,
      ],
      exports: [
        SERVICE,
        ServiceConfig,
        ...(options.config === ServiceConfig ? [] : [options.config]),
        ServiceLogger,
        Metrics,
        Bus,
        Clock,
        UnitOfWork,
        RpcClient,
        ActorTokens,
        Dispatcher,
        Heads,
        DeadLetters,
        ServiceLifecycle,
      ],
    };
  }
}

function consumes(name: ServiceName): name is ConsumingService {
  return (consumingServices as readonly string[]).includes(name);
}
