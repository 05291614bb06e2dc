import { Injectable } from '@nestjs/common';
import { Clock, UnitOfWork, type Statement } from '@daybook/persistence';

/** So often at most is written down that an engine was heard: thousands of messages a second must not write one row. */
const EVERY_MS = 60_000;

const MOST_NAMES = 1_000;

/** Writes down when engines were last heard. */
@Injectable()
export class EnginesHeard {
  private readonly written = new Map<string, number>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Notes that messages of engines came. */
  async note(names: Iterable<string>): Promise<void> {
    const now = this.clock.now();
    const due = [...new Set(names)].filter((name) => {
      const before = this.written.get(name);
      return before === undefined || Math.abs(now.getTime() - before) >= EVERY_MS;
    });
    // Whoever may publish under any name must not fill the memory with them.
    if (this.written.size > MOST_NAMES) this.written.clear();
    for (const name of due) {
      await this.work.alone(HEARD, [name, now.toISOString()]);
      this.written.set(name, now.getTime());
    }
  }
}

const HEARD: Statement = {
  name: 'engine_heard',
  text: `update billing_engine set heard_at = $2 where name = $1 and (heard_at is null or heard_at < $2)`,
};
