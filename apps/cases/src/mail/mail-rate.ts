/** Addresses that are remembered; beyond them it begins anew. */
const MOST_ADDRESSES = 10_000;
const MINUTE_MS = 60_000;

/** How many e-mails an address of the network may bring: so many a minute steadily, and as many at once. */
export class MailRate {
  private readonly buckets = new Map<string, { left: number; at: number }>();

  constructor(private readonly perMinute: number) {}

  /** Takes one from an address; false where it has to wait. @param now milliseconds of a clock that only goes on */
  takes(address: string, now: number): boolean {
    const before = this.buckets.get(address) ?? { left: this.perMinute, at: now };
    const left = Math.min(this.perMinute, before.left + ((now - before.at) / MINUTE_MS) * this.perMinute);
    if (this.buckets.size >= MOST_ADDRESSES && !this.buckets.has(address)) this.buckets.clear();
    this.buckets.set(address, { left: left < 1 ? left : left - 1, at: now });
    return left >= 1;
  }
}
