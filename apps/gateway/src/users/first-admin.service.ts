import { Injectable } from '@nestjs/common';
import { Clock, rows, UnitOfWork } from '@daybook/persistence';
import { GatewayConfig } from '../gateway.config';
import { PasswordsService } from '../sessions/passwords.service';
import { User } from '../identity/user.entity';
import { recordUser } from './users.service';

/** Any number that no other lock of the database uses. */
const FIRST_ADMIN_LOCK = 4_711_102;

/** Makes the first user of an empty system. */
@Injectable()
export class FirstAdminService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly passwords: PasswordsService,
    private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes user `admin` when there is no user; several replicas may start at once.
   * @throws Error naming ADMIN_PASSWORD when it is needed and missing
   */
  async ensure(): Promise<void> {
    await this.work.transaction(async (em) => {
      await rows(em, 'select pg_advisory_xact_lock($1)', [FIRST_ADMIN_LOCK]);
      if ((await em.count(User)) > 0) return;
      const password = this.config.adminPassword;
      if (password === undefined) {
        throw new Error(
          'The configuration is wrong:\n  ADMIN_PASSWORD: there is no user yet, so user admin needs a password',
        );
      }
      const passwordHash = await this.passwords.hash(password);
      const admin = User.create({ username: 'admin', passwordHash, accessLevel: 'admin' }, this.clock.now());
      em.persist(admin);
      recordUser(em, admin, {});
    });
  }
}
