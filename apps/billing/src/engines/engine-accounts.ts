import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { connect, credsAuthenticator, StringCodec, type NatsConnection } from 'nats';
import { DomainError } from '@daybook/contracts';
import {
  BackgroundWork,
  Bus,
  Clock,
  inboxPrefixOf,
  isAccountOf,
  isSignedInTrust,
  newAccountKey,
  publicKeyOf,
  ServiceLogger,
  signEngineAccount,
  textOrFile,
  WorkLoop,
} from '@daybook/messaging';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';

/** How often is looked for credentials whose time has come. */
const EVERY_MS = 500;
/** How often the server is asked whether it still knows the accounts as they are to be. */
const COMPARE_EVERY_MS = 60_000;
const ANSWER_WITHIN_MS = 3_000;

/** Credentials that the server must refuse although they say nothing of it themselves. */
const ENDED = `
  (revoked_at is not null
    or (expires_at <= $1 and (ends_by_itself_at is null or expires_at < ends_by_itself_at)))`;

/** What it takes to make accounts and their users, and to tell the server. */
interface Keys {
  readonly servicesAccount: string;
  /** The signing key of all accounts. */
  readonly signingSeed: string;
  readonly signingKey: string;
  readonly operatorSeed: string;
  readonly credentials: string;
}

/** An engine with its credentials that have ended. */
interface EngineRow {
  name: string;
  account_key: string;
  revoked: string[];
}

/** What a server answers to a changed account. */
interface ClaimsAnswer {
  readonly error?: { readonly code: number; readonly description?: string };
}

const text = StringCodec();

/**
 * Gives each engine an account of its own on the NATS server, which reaches its own subjects of the services' account
 * and nothing else, and makes the server refuse credentials that were revoked or whose overlap is over. Our table is
 * what counts: an account is signed anew whenever the server has it otherwise, also after it lost what it knew.
 */
@Injectable()
export class EngineAccounts extends BackgroundWork {
  private readonly keys: Keys | null;
  protected readonly loop: WorkLoop;
  /** Milliseconds of the process's own time at which the server is to be compared with the table. */
  private compareAt = 0;

  constructor(
    private readonly work: UnitOfWork,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
    bus: Bus,
    private readonly logger: ServiceLogger,
  ) {
    super();
    this.keys = keysOf(config);
    this.loop = new WorkLoop('telling NATS the accounts of engines', EVERY_MS, () => this.look(), logger, {
      watches: ['billing_engine', 'engine_credential'],
    });
    bus.onReconnect(() => (this.compareAt = 0));
  }

  override onApplicationBootstrap(): void {
    if (this.keys !== null) this.loop.start();
  }

  /** Seed of the key that signs engines' users; null where the server asks nobody who they are. */
  get signingSeed(): string | null {
    return this.keys?.signingSeed ?? null;
  }

  /** @throws DomainError `billing.revocation_unavailable` where the server cannot be told */
  expectAvailable(): Keys {
    if (this.keys !== null) return this.keys;
    throw new DomainError('billing.revocation_unavailable', {
      detail: 'NATS_ACCOUNT_SEED, NATS_OPERATOR_SEED and NATS_SYSTEM_CREDS are needed to revoke credentials.',
    });
  }

  /** Has the server know an engine's new account. If it cannot be told now, it is told as soon as it can. */
  async open(engine: string): Promise<void> {
    if (this.keys === null) return;
    try {
      await this.enforce(engine);
    } catch (error) {
      this.compareAt = 0;
      this.logger.warn('the NATS server does not know the account of an engine yet', error);
    }
  }

  /**
   * Resolves when the server has an engine's account, or those of all, as they are to be: it refuses all that is revoked by now, and has dropped
   * whoever was connected with it.
   * @throws DomainError `billing.revocation_unavailable`; `billing.revocation_pending` when the server did not take it
   */
  async enforce(engine: string | null = null): Promise<void> {
    const keys = this.expectAvailable();
    try {
      await this.work.transaction((em) => this.pushToServer(em, keys, engine));
    } catch (error) {
      throw new DomainError('billing.revocation_pending', {
        detail: `They are revoked; the NATS server will be told as soon as it can: ${reasonOf(error)}`,
        retryAfter: 1,
      });
    }
  }

  private async look(): Promise<void> {
    const keys = this.expectAvailable();
    const compare = performance.now() >= this.compareAt;
    const waiting = await this.work.read((em) =>
      firstRow(em, `select 1 from engine_credential where refused_since is null and ${ENDED} limit 1`, [
        this.clock.now(),
      ]),
    );
    if (waiting === undefined && !compare) return;
    // Before the work: a reconnection meanwhile asks for another.
    this.compareAt = performance.now() + COMPARE_EVERY_MS;
    try {
      await this.work.transaction((em) => this.pushToServer(em, keys, null));
    } catch (error) {
      this.compareAt = 0;
      throw error;
    }
  }

  private async pushToServer(em: EntityManager, keys: Keys, only: string | null): Promise<void> {
    // One at a time: an older state of the table must not come last.
    await rows(em, `select pg_advisory_xact_lock(hashtext('engine_accounts'))`);
    const now = this.clock.now();
    await this.giveAccounts(em);
    const engines = await rows<EngineRow>(
      em,
      `select name, account_key,
         array(select user_key from engine_credential where engine_id = e.id and ${ENDED} order by id) revoked
       from billing_engine e where $2::text is null or name = $2 order by name`,
      [now, only],
    );
    if (engines.length === 0) return;
    const server = await connect({
      servers: this.config.natsUrl.split(','),
      name: 'billing',
      inboxPrefix: inboxPrefixOf('billing'),
      authenticator: credsAuthenticator(new TextEncoder().encode(textOrFile(keys.credentials))),
      reconnect: false,
      timeout: ANSWER_WITHIN_MS,
    });
    try {
      await Promise.all(engines.map((engine) => putAccount(server, keys, engine)));
    } finally {
      await server.close();
    }
    await rows(
      em,
      `update engine_credential set refused_since = $1
       where refused_since is null and ${ENDED}
         and ($2::text is null or engine_id in (select id from billing_engine where name = $2))`,
      [now, only],
    );
  }

  /** Engines that were registered while there were no keys. */
  private async giveAccounts(em: EntityManager): Promise<void> {
    const without = await rows<{ id: string }>(
      em,
      'select id from billing_engine where account_key is null for update',
    );
    for (const { id } of without)
      await rows(em, 'update billing_engine set account_key = $1 where id = $2', [newAccountKey(), id]);
  }
}

async function putAccount(server: NatsConnection, keys: Keys, engine: EngineRow): Promise<void> {
  const { name, account_key: accountKey, revoked } = engine;
  const { servicesAccount, signingKey } = keys;
  const account = { engine: name, accountKey, servicesAccount, signingKey, revoked };
  const options = { timeout: ANSWER_WITHIN_MS };
  const found = await server.request(`$SYS.REQ.ACCOUNT.${accountKey}.CLAIMS.LOOKUP`, '', options);
  if (found.data.length > 0 && isAccountOf(text.decode(found.data), account)) return;
  await expectTrust(server, keys.operatorSeed);
  const jwt = await signEngineAccount(account, keys.operatorSeed);
  const answer = await server.request('$SYS.REQ.CLAIMS.UPDATE', text.encode(jwt), options);
  const { error } = answer.json<ClaimsAnswer>();
  if (error !== undefined) throw new Error(`the account was not taken: ${error.description ?? error.code}`);
}

/** The server would keep an account that is signed by a stranger, and then trust it no more. */
async function expectTrust(server: NatsConnection, operatorSeed: string): Promise<void> {
  const found = await server.request('$SYS.REQ.SERVER.PING.VARZ', '', { timeout: ANSWER_WITHIN_MS });
  const { data } = found.json<{ data?: { trusted_operators_jwt?: string[] } }>();
  if (!isSignedInTrust(operatorSeed, data?.trusted_operators_jwt ?? []))
    throw new Error('NATS_OPERATOR_SEED is not of an operator that the server trusts');
}

function keysOf(config: BillingConfig): Keys | null {
  const { natsAccountSeed, natsAccountPublicKey, natsOperatorSeed, natsSystemCreds } = config;
  if (natsAccountSeed === undefined || natsOperatorSeed === undefined || natsSystemCreds === undefined)
    return null;
  return {
    servicesAccount: natsAccountPublicKey ?? publicKeyOf(natsAccountSeed),
    signingSeed: natsAccountSeed,
    signingKey: publicKeyOf(natsAccountSeed),
    operatorSeed: natsOperatorSeed,
    credentials: natsSystemCreds,
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
