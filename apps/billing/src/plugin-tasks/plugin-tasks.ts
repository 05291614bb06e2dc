import { Injectable } from '@nestjs/common';
import type { PluginCall } from '@daybook/contracts';
import { Clock, Plugins, PooledLoop, ServiceLogger, type PluginReply } from '@daybook/messaging';
import { tablesWrittenBy, UnitOfWork, type Statement } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';

const EVERY_MS = 500;
/** Tasks that are run at once. */
const AT_ONCE = 5;

/** One kind of tasks: how they are taken, and how one of them is run. */
export interface PluginTaskKind<E> {
  /** What the loop does, as a log line's beginning. */
  what: string;
  /** Takes some that are due, and puts them off: `$1` until when, `$2` now, `$3` how many at most. */
  claim: Statement;
  /** Runs one that is leased until a time. */
  run(task: E, until: Date): Promise<void>;
}

/** A task that nobody else runs until a time. */
export interface LeasedTask<E> {
  task: E;
  until: Date;
}

/**
 * Runs tasks at plugins that wait in tables. Replicas share them by leases, longer than a question takes; one
 * whose runner died falls due again, and asks its question under the same key.
 */
@Injectable()
export class PluginTasks {
  constructor(
    private readonly work: UnitOfWork,
    private readonly plugins: Plugins,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {}

  /** A loop that runs tasks of a kind; not started yet. */
  loop<E>(kind: PluginTaskKind<E>): PooledLoop<LeasedTask<E>> {
    return new PooledLoop(
      kind.what,
      EVERY_MS,
      {
        what: kind.what,
        most: AT_ONCE,
        claim: (most) => this.take(kind, most),
        work: ({ task, until }) => kind.run(task, until),
        named: ({ task }) => ({ task }),
      },
      this.logger,
      { watches: tablesWrittenBy(kind.claim.text) },
    );
  }

  /** Asks a plugin; where there is none, that is an answer it did not give. */
  async ask<I extends object, O extends object>(
    call: PluginCall<I, O>,
    request: I,
    key: string,
  ): Promise<PluginReply<O>> {
    if (this.plugins.has(call.plugin)) return this.plugins.ask(call, request, key);
    return { answered: false, failure: 'unreachable', code: 'not_configured' };
  }

  private async take<E>(kind: PluginTaskKind<E>, most: number): Promise<LeasedTask<E>[]> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + 2 * this.config.pluginTimeoutMs + 1_000);
    const due = await this.work.alone<E>(kind.claim, [until, now, most]);
    return due.map((task) => ({ task, until }));
  }
}
