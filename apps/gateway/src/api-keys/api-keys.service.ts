import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  type Call,
  type ApiKeyView,
  type CreateApiKeyInput,
  type CreatedApiKeyView,
  type ListApiKeysInput,
  type Page,
} from '@daybook/contracts';
import { Clock, conditionsOf, newestPage, UnitOfWork } from '@daybook/persistence';
import { AuditService } from '../audit/audit.service';
import { CallersService } from '../identity/callers.service';
import { findByUsername } from '../sessions/sessions.service';
import { User } from '../identity/user.entity';
import { recordUser, refusingTakenNames } from '../users/users.service';
import { ApiKey } from '../identity/api-key.entity';

/** Makes, lists and revokes API keys. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly callers: CallersService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `gateway.username_taken` when a person has that username */
  async create(input: CreateApiKeyInput, call: Call): Promise<CreatedApiKeyView> {
    const view = await refusingTakenNames(() =>
      this.work.transaction(async (em) => {
        const now = this.clock.now();
        let user = await findByUsername(em, input.username);
        if (user !== null && user.accessLevel !== 'api_user') throw new DomainError('gateway.username_taken');
        if (user === null) {
          user = User.create({ username: input.username, passwordHash: null, accessLevel: 'api_user' }, now);
          em.persist(user);
        }
        if (input.campaignIds !== undefined) user.campaignIds = input.campaignIds;
        await em.flush();
        const { apiKey, key } = ApiKey.create(user, input.name, input.scopes, now);
        em.persist(apiKey);
        await em.flush();
        recordUser(em, user, { call });
        await this.audit.write(em, {
          kind: 'api_key_created',
          call,
          details: { apiKeyId: apiKey.id, username: user.username, name: apiKey.name, scopes: apiKey.scopes },
        });
        return { ...apiKey.toView(user.username), key };
      }),
    );
    this.callers.forget();
    return view;
  }

  /** @throws DomainError `gateway.api_key_not_found` */
  async revoke(id: string, call: Call): Promise<void> {
    await this.work.command(call, async (em) => {
      const apiKey = await em.findOne(ApiKey, { id });
      if (apiKey === null) throw new DomainError('gateway.api_key_not_found');
      const user = await em.findOneOrFail(User, { id: apiKey.userId });
      apiKey.revoke(this.clock.now());
      await this.audit.write(em, {
        kind: 'api_key_revoked',
        call,
        details: { apiKeyId: apiKey.id, username: user.username, name: apiKey.name },
      });
    });
    this.callers.forget();
  }

  /** One page, newest first. */
  async list(input: ListApiKeysInput): Promise<Page<ApiKeyView>> {
    return this.work.read(async (em) => {
      const owner = input.username === undefined ? undefined : await findByUsername(em, input.username);
      if (owner === null) return { items: [] };
      const conditions = conditionsOf<ListApiKeysInput, object>(input, {
        username: () => ({ userId: owner?.id }),
        active: (active) => ({ revokedAt: active ? null : { $ne: null } }),
      });
      const page = await newestPage(em, { entity: ApiKey, list: 'api-keys' }, conditions, input);
      const users = await em.find(User, { id: { $in: page.items.map((apiKey) => apiKey.userId) } });
      const names = new Map(users.map((user) => [user.id, user.username]));
      return mapPage(page, (apiKey) => apiKey.toView(names.get(apiKey.userId) as string));
    });
  }
}
