import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { BackgroundWork, Clock, eachAlone, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { rows, UnitOfWork } from '@daybook/persistence';
import { recordMissedTargets } from './case-facts';
import { Case } from './case.entity';

const EVERY_MS = 1_000;
const AT_ONCE = 50;

/** Tells of targets that cases miss while nobody does anything with them. Replicas share the work. */
@Injectable()
export class TargetWatch extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('watching the targets of cases', EVERY_MS, () => this.look(), logger, {
      watches: ['customer_case'],
    });
  }

  private async look(): Promise<boolean> {
    const due = await this.work.read((em) =>
      rows<{ id: string }>(
        em,
        'select id from customer_case where target_due_at <= $1 order by target_due_at limit $2',
        [this.clock.now(), AT_ONCE],
      ),
    );
    await eachAlone(due, ({ id }) => this.miss(id));
    return due.length === AT_ONCE;
  }

  /** A case that somebody is at tells of it by itself. */
  private miss(id: string): Promise<void> {
    return this.work.transaction(async (em) => {
      const free = { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE } as const;
      const subject = await em.findOne(Case, { id }, free);
      if (subject !== null) await recordMissedTargets(em, subject, this.clock.now());
    });
  }
}
