import { Injectable } from '@nestjs/common';
import { BackgroundWork, Clock, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { AuditService } from './audit.service';

const LOOK_EVERY_MS = 60_000;
/** Longer than any request is waited for. */
const GIVEN_UP_AFTER_MS = 5 * 60_000;

/** Writes into the audit table what was begun and never ended, because this process or a service was. */
@Injectable()
export class UnknownOutcomes extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(audit: AuditService, clock: Clock, logger: ServiceLogger) {
    super();
    this.loop = new WorkLoop(
      'giving up changes whose outcome is not known',
      LOOK_EVERY_MS,
      () => audit.giveUp(new Date(clock.now().getTime() - GIVEN_UP_AFTER_MS)),
      logger,
      { watches: [], longestRestMs: LOOK_EVERY_MS },
    );
  }
}
