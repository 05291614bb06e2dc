import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@daybook/contracts';
import { Clock, rows, UnitOfWork } from '@daybook/persistence';

/** Failures are counted over a quarter of an hour from the first one. */
const WINDOW_MS = 15 * 60_000;

/**
 * How many failures are borne of a user from one address, so that a stranger elsewhere cannot lock a user out; and of
 * one user from all addresses together. Where many users were guessed from one address, each has fewer from there: who
 * knows the password still comes in, as an office behind one address does beside one who guesses.
 */
const LIMITS = { pair: 5, pairWhereMany: 2, address: 50, user: 100 } as const;

interface Count {
  subject: string;
  failures: number;
  /** As PostgreSQL writes it. */
  since: string;
}

/** Slows the guessing of passwords. The counts stand in the database: all replicas share them and a restart keeps them. */
@Injectable()
export class SignInThrottleService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts an attempt as a failure before it is judged, so that many at once cannot slip by. One that is refused here
   * counts for nothing: who goes on asking shuts nobody else out.
   * @throws DomainError `gateway.too_many_sign_ins`
   */
  async admit(username: string, address: string): Promise<void> {
    const now = this.clock.now();
    const { pair, wide } = subjectsOf(username, address);
    await this.work.transaction(async (em) => {
      const [own] = await countIn(em, [pair], now);
      refuseOver(own, LIMITS.pair, now);
      const [from, all] = await countIn(em, wide, now);
      refuseOver(all, LIMITS.user, now);
      if (from !== undefined && from.failures > LIMITS.address) refuseOver(own, LIMITS.pairWhereMany, now);
    });
  }

  /** Takes back what `admit` counted: the attempt was right. Forgets windows that are over on the way. */
  async succeeded(username: string, address: string): Promise<void> {
    const { pair, wide } = subjectsOf(username, address);
    await this.work.transaction(async (em) => {
      const over = new Date(this.clock.now().getTime() - WINDOW_MS);
      await rows(em, `delete from sign_in_failures where subject = $1 or since <= $2::timestamptz`, [
        pair,
        over,
      ]);
      await rows(
        em,
        `update sign_in_failures set failures = greatest(failures - 1, 0) where subject in ($1, $2)`,
        wide,
      );
    });
  }
}

/** Counts one more of each, in this order. */
async function countIn(em: EntityManager, subjects: readonly string[], now: Date): Promise<Count[]> {
  const counts = await rows<Count>(
    em,
    `insert into sign_in_failures as f (subject, failures, since)
     select subject, 1, $1::timestamptz from unnest($2::text[]) as counted (subject)
     on conflict (subject) do update set
       failures = case when f.since <= $3::timestamptz then 1 else f.failures + 1 end,
       since = case when f.since <= $3 then excluded.since else f.since end
     returning subject, failures, since`,
    [now, subjects, new Date(now.getTime() - WINDOW_MS)],
  );
  return subjects.flatMap((subject) => counts.find((count) => count.subject === subject) ?? []);
}

function refuseOver(count: Count | undefined, most: number, now: Date): void {
  if (count === undefined || count.failures <= most) return;
  const until = new Date(count.since).getTime() + WINDOW_MS;
  throw new DomainError('gateway.too_many_sign_ins', {
    retryAfter: Math.max(1, Math.ceil((until - now.getTime()) / 1000)),
  });
}

function subjectsOf(username: string, address: string): { pair: string; wide: [string, string] } {
  const user = username.toLowerCase();
  const from = network(address);
  return { pair: `pair ${from} ${user}`, wide: [`address ${from}`, `user ${user}`] };
}

/** One customer of an IPv6 provider has a whole /64 to come from. */
function network(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
