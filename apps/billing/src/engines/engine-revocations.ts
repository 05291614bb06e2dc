import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { connect, credsAuthenticator, StringCodec, type NatsConnection } from 'nats';
import { DomainError } from '@daybook/contracts';
import {
  BackgroundWork,
  publicKeyOf,
  Bus,
  Clock,
  inboxPrefixOf,
  isSignedInTrust,
  ServiceLogger,
  textOrFile,
  withRevocations,
  WorkLoop,
} from '@daybook/messaging';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';

/** How often is looked for credentials whose time has come. */
const EVERY_MS = 500;
/** How often the server is asked whether it still knows whom we revoked. */
const COMPARE_EVERY_MS = 60_000;
const ANSWER_WITHIN_MS = 3_000;

/** Credentials that the server must refuse although they say nothing of it themselves. */
const ENDED = `
  (revoked_at is not null
    or (expires_at <= $1 and (ends_by_itself_at is null or expires_at < ends_by_itself_at)))`;

/** What it takes to tell the server. */
interface Keys {
  readonly account: string;
  readonly operatorSeed: string;
  readonly credentials: string;
}

/** What a server answers to a changed account. */
interface ClaimsAnswer {
  readonly error?: { readonly code: number; readonly description?: string };
}

const text = StringCodec();

/**
 * Makes the NATS server refuse credentials that were revoked or whose overlap is over. Our table is what counts: the
 * account is signed anew with all of them whenever the server lacks one, also after it lost what it knew.
 */
@Injectable()
export class EngineRevocations extends BackgroundWork {
  private readonly keys: Keys | null;
  protected readonly loop: WorkLoop;
  /** Milliseconds of the process's own time at which the server is to be compared with the table. */
  private compareAt = 0;

  constructor(
    private readonly work: UnitOfWork,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
    bus: Bus,
    logger: ServiceLogger,
  ) {
    super();
    this.keys = keysOf(config);
    this.loop = new WorkLoop('revoking credentials of engines', EVERY_MS, () => this.look(), logger);
    bus.onReconnect(() => (this.compareAt = 0));
  }

  override onApplicationBootstrap(): void {
    if (this.keys !== null) this.loop.start();
  }

  /** @throws DomainError `billing.revocation_unavailable` where the server cannot be told */
  expectAvailable(): Keys {
    if (this.keys !== null) return this.keys;
    throw new DomainError('billing.revocation_unavailable', {
      detail: 'NATS_ACCOUNT_SEED, NATS_OPERATOR_SEED and NATS_SYSTEM_CREDS are needed to revoke credentials.',
    });
  }

  /**
   * Resolves when the server refuses all that is revoked by now, and has dropped whoever was connected with it.
   * @throws DomainError `billing.revocation_unavailable`; `billing.revocation_pending` when the server did not take it
   */
  async enforce(): Promise<void> {
    const keys = this.expectAvailable();
    try {
      await this.work.transaction((em) => this.pushToServer(em, keys));
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
    await this.work.transaction((em) => this.pushToServer(em, keys));
    if (compare) this.compareAt = performance.now() + COMPARE_EVERY_MS;
  }

  private async pushToServer(em: EntityManager, keys: Keys): Promise<void> {
    // One at a time: two who each put back the account would undo each other's work.
    await rows(em, `select pg_advisory_xact_lock(hashtext('engine_revocations'))`);
    const now = this.clock.now();
    const ended = await rows<{ user_key: string }>(
      em,
      `select user_key from engine_credential where ${ENDED}`,
      [now],
    );
    if (ended.length === 0) return;
    const server = await connect({
      servers: this.config.natsUrl.split(','),
      name: 'billing',
      inboxPrefix: inboxPrefixOf('billing'),
      authenticator: credsAuthenticator(new TextEncoder().encode(textOrFile(keys.credentials))),
      reconnect: false,
      timeout: ANSWER_WITHIN_MS,
    });
    try {
      await revokeAt(
        server,
        keys,
        ended.map((row) => row.user_key),
      );
    } finally {
      await server.close();
    }
    await rows(
      em,
      `update engine_credential set refused_since = $1 where refused_since is null and ${ENDED}`,
      [now],
    );
  }
}

async function revokeAt(server: NatsConnection, keys: Keys, userKeys: readonly string[]): Promise<void> {
  const options = { timeout: ANSWER_WITHIN_MS };
  const found = await server.request(`$SYS.REQ.ACCOUNT.${keys.account}.CLAIMS.LOOKUP`, '', options);
  const account = await withRevocations(text.decode(found.data), userKeys, keys.operatorSeed);
  if (account === null) return;
  await expectTrust(server, keys.operatorSeed);
  const answer = await server.request('$SYS.REQ.CLAIMS.UPDATE', text.encode(account), options);
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
    account: natsAccountPublicKey ?? publicKeyOf(natsAccountSeed),
    operatorSeed: natsOperatorSeed,
    credentials: natsSystemCreds,
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
