import { Inject, Injectable } from '@nestjs/common';
import { Clock, eraseKept, ripeErasures, takeErasure, UnitOfWork } from '@daybook/persistence';
import { BackgroundWork } from '../core/background-work';
import { ServiceLogger } from '../core/logger';
import { eachAlone, WorkLoop } from '../core/work-loop';
import { PERSONAL_DATA, type PersonalData } from './personal-data';

const EVERY_MS = 500;
const AT_ONCE = 20;

/** Erases what is due, for ever and safe in many replicas: one customer a transaction, by whoever takes it first. */
@Injectable()
export class Erasures extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    @Inject(PERSONAL_DATA) private readonly personalData: PersonalData,
    private readonly clock: Clock,
    logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('erasing anonymised customers', EVERY_MS, () => this.look(), logger, {
      watches: ['erasure_due'],
    });
  }

  private async look(): Promise<boolean> {
    const ripe = await this.work.read((em) => ripeErasures(em, AT_ONCE));
    await eachAlone(ripe, (customerId) =>
      this.work.transaction(async (em) => {
        if (!(await takeErasure(em, customerId))) return;
        await this.personalData.erase(em, customerId);
        await eraseKept(em, customerId, this.clock.now());
      }),
    );
    return ripe.length === AT_ONCE;
  }
}
