import { Injectable } from '@nestjs/common';
import { DomainError } from '@daybook/contracts';
import { Clock, rows, UnitOfWork } from '@daybook/persistence';

/** Failures are counted over a quarter of an hour from the first one. */
const WINDOW_MS = 15 * 60_000;

/**
 * How many failures are borne. The narrow count is that of a user from one address, so that a stranger elsewhere
 * cannot lock a user out; the wide ones stop guessing of many users from one address, and of one user from many.
 */
const LIMITS = { pair: 5, address: 50, user: 100 } as const;

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
   * Counts an attempt as a failure before it is judged, so that many at once cannot slip by.
   * @throws DomainError `gateway.too_many_sign_ins`
   */
  async admit(username: string, address: string): Promise<void> {
    const now = this.clock.now();
    const limits = limitsOf(username, address);
    const counts = await this.work.transaction((em) =>
      rows<Count>(
        em,
        `insert into sign_in_failures as f (subject, failures, since)
         select subject, 1, $1::timestamptz from unnest($2::text[]) as counted (subject) order by subject
         on conflict (subject) do update set
           failures = case when f.since <= $3::timestamptz then 1 else f.failures + 1 end,
           since = case when f.since <= $3 then excluded.since else f.since end
         returning subject, failures, since`,
        [now, [...limits.keys()], new Date(now.getTime() - WINDOW_MS)],
      ),
    );
    const over = counts.filter((count) => count.failures > (limits.get(count.subject) as number));
    if (over.length === 0) return;
    const until = Math.max(...over.map((count) => new Date(count.since).getTime() + WINDOW_MS));
    throw new DomainError('gateway.too_many_sign_ins', {
      retryAfter: Math.max(1, Math.ceil((until - now.getTime()) / 1000)),
    });
  }

  /** Takes back what `admit` counted: the attempt was right. Forgets windows that are over on the way. */
  async succeeded(username: string, address: string): Promise<void> {
    const [pair, ...wide] = [...limitsOf(username, address).keys()];
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

function limitsOf(username: string, address: string): Map<string, number> {
  const user = username.toLowerCase();
  const from = network(address);
  return new Map([
    [`pair ${from} ${user}`, LIMITS.pair],
    [`address ${from}`, LIMITS.address],
    [`user ${user}`, LIMITS.user],
  ]);
}

/** One customer of an IPv6 provider has a whole /64 to come from. */
function network(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
