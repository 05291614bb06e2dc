import { Module } from '@nestjs/common';
import { ServiceModule } from '@daybook/messaging';
import { ApiKey } from './identity/api-key.entity';
import { ApiKeysController } from './api-keys/api-keys.controller';
import { ApiKeysService } from './api-keys/api-keys.service';
import { AuditController } from './audit/audit.controller';
import { AuditQueries } from './audit/audit.queries';
import { AuditService } from './audit/audit.service';
import { UnknownOutcomes } from './audit/unknown-outcomes';
import { BackupsController } from './backups/backups.controller';
import { BackupsQueries } from './backups/backups.queries';
import { CallsService } from './calls/calls.service';
import { DeadLettersController } from './dead-letters/dead-letters.controller';
import { DeadLettersService } from './dead-letters/dead-letters.service';
import { GatewayConfig } from './gateway.config';
import { ConsentRoutes } from './http/consent-routes';
import { CookieSessions } from './http/cookie-sessions';
import { HealthController } from './http/health.controller';
import { OperationRoutes } from './http/operation-routes';
import { ActorTokensService } from './identity/actor-tokens.service';
import { CallersService } from './identity/callers.service';
import { gatewayMigrations } from './migrations';
import { PasswordsService } from './sessions/passwords.service';
import { Session } from './identity/session.entity';
import { SessionTokensService } from './identity/session-tokens.service';
import { SessionsController } from './sessions/sessions.controller';
import { SessionsService } from './sessions/sessions.service';
import { SignInThrottleService } from './sessions/sign-in-throttle.service';
import { FirstAdminService } from './users/first-admin.service';
import { User } from './identity/user.entity';
import { UsersController } from './users/users.controller';
import { UsersQueries } from './users/users.queries';
import { UsersService } from './users/users.service';

/** The gateway: who comes in, and on to the service that answers. It holds no business rule. */
@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'gateway',
      config: GatewayConfig,
      entities: [User, Session, ApiKey],
      migrations: gatewayMigrations,
      health: HealthController,
      // Signing in works whether or not the bus does.
      onBus: false,
    }),
  ],
  controllers: [
    SessionsController,
    UsersController,
    ApiKeysController,
    AuditController,
    BackupsController,
    DeadLettersController,
  ],
  providers: [
    ActorTokensService,
    ApiKeysService,
    AuditQueries,
    AuditService,
    BackupsQueries,
    CallersService,
    CallsService,
    ConsentRoutes,
    CookieSessions,
    DeadLettersService,
    FirstAdminService,
    OperationRoutes,
    PasswordsService,
    SessionsService,
    SessionTokensService,
    SignInThrottleService,
    UnknownOutcomes,
    UsersQueries,
    UsersService,
  ],
})
export class GatewayModule {}
