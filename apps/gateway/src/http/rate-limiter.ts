import { DomainError } from '@daybook/contracts';

/** Callers remembered at most; past that, those who have been quiet are forgotten. */
const REMEMBER_AT_MOST = 10_000;

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Keeps one caller from taking the whole gateway: each has a bucket of tokens that fills steadily. It is kept in the
 * process, so with several replicas a caller has as many times as much.
 */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  /** @param perSecond requests that a caller may make steadily; twice as many at once */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts a request. @throws DomainError `gateway.too_many_requests` */
  take(caller: string): void {
    const bucket = this.bucketOf(caller);
    if (bucket.tokens < 1) throw new DomainError('gateway.too_many_requests', { retryAfter: 1 });
    bucket.tokens -= 1;
  }

  private bucketOf(caller: string): Bucket {
    const now = this.now();
    const known = this.buckets.get(caller);
    if (known !== undefined) {
      known.tokens = this.filled(known, now);
      known.at = now;
      return known;
    }
    if (this.buckets.size >= REMEMBER_AT_MOST) this.forgetQuiet(now);
    const bucket = { tokens: this.most, at: now };
    this.buckets.set(caller, bucket);
    return bucket;
  }

  private get most(): number {
    return this.perSecond * 2;
  }

  private filled(bucket: Bucket, now: number): number {
    return Math.min(this.most, bucket.tokens + ((now - bucket.at) / 1000) * this.perSecond);
  }

  private forgetQuiet(now: number): void {
    for (const [caller, bucket] of this.buckets) {
      if (this.filled(bucket, now) >= this.most) this.buckets.delete(caller);
    }
  }
}
