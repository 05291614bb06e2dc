import { Injectable } from '@nestjs/common';
import type {
  AnswerConsentInput,
  Call,
  ChangePurchaseInput,
  ExplainedPurchaseStepInput,
  PausePurchaseInput,
  PurchaseInput,
  PurchaseStepInput,
  PurchaseView,
  RestartPurchaseInput,
  SucceedingProductInput,
} from '@daybook/contracts';
import { changePurchase } from './changes/purchase-changes';
import { answerConsent, requestConsent } from './consents/purchase-consent';
import { PurchaseCommands } from './purchase-commands';
import {
  renewPurchase,
  restartBilling,
  restartPurchase,
  restartTrial,
  skipTrial,
  stopTrial,
} from './changes/restarts';
import { endPauseEarly } from './changes/pauses';
import {
  pauseOrSchedule,
  scheduleDowngrade,
  withdrawCancellation,
  withdrawDowngrade,
  withdrawPause,
} from './changes/scheduled-cancellations';
import { changeProduct } from './changes/product-changes';

/** What people do with purchases. */
@Injectable()
export class PurchasesService {
  constructor(private readonly desk: PurchaseCommands) {}

  change(input: ChangePurchaseInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => changePurchase(scene, input));
  }

  changeProduct(input: SucceedingProductInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => changeProduct(scene, input));
  }

  renew(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => renewPurchase(scene, input.reason));
  }

  restartTrial(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => restartTrial(scene, input.reason));
  }

  skipTrial(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => skipTrial(scene, input.reason));
  }

  stopTrial(input: ExplainedPurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => stopTrial(scene, input.reason));
  }

  withdrawCancellation(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, withdrawCancellation);
  }

  restart(input: RestartPurchaseInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => restartPurchase(scene, input));
  }

  restartBilling(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => restartBilling(scene, input.reason));
  }

  pause(input: PausePurchaseInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => pauseOrSchedule(scene, input));
  }

  withdrawPause(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, withdrawPause);
  }

  resume(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => endPauseEarly(scene, input.reason));
  }

  requestConsent(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, requestConsent);
  }

  answerConsent(input: AnswerConsentInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => answerConsent(scene, input.answer));
  }

  downgrade(input: SucceedingProductInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, (scene) => scheduleDowngrade(scene, input));
  }

  withdrawDowngrade(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.desk.run(input, call, withdrawDowngrade);
  }
}
