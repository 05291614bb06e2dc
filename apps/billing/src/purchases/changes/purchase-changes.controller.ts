import { Controller } from '@nestjs/common';
import {
  CancelPurchase,
  ChangePurchase,
  ChangePurchaseProduct,
  DowngradePurchase,
  PausePurchase,
  RenewPurchase,
  RestartBilling,
  RestartPurchase,
  RestartTrial,
  ResumePurchase,
  SkipTrial,
  StopTrial,
  WithdrawCancellation,
  WithdrawDowngrade,
  WithdrawPause,
  type Call,
  type CancelPurchaseInput,
  type ChangePurchaseInput,
  type ExplainedPurchaseStepInput,
  type PausePurchaseInput,
  type PurchaseInput,
  type PurchaseStepInput,
  type PurchaseView,
  type RestartPurchaseInput,
  type SucceedingProductInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { PurchaseCommands } from '../purchase-commands';
import { withdrawCancellation } from './cancellations';
import { CancellationsService } from './cancellations.service';
import { scheduleDowngrade, withdrawDowngrade } from './downgrades';
import { endPauseEarly, pauseOrSchedule, withdrawPause } from './pauses';
import { changeProduct } from './product-changes';
import { changePurchase } from './purchase-changes';
import { renewPurchase, restartBilling, restartPurchase } from './restarts';
import { restartTrial, skipTrial, stopTrial } from './trials';

/** What people do to purchases. */
@Controller()
export class PurchaseChangesController {
  constructor(
    private readonly commands: PurchaseCommands,
    private readonly cancellations: CancellationsService,
  ) {}

  @Handles(ChangePurchase)
  change(input: ChangePurchaseInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => changePurchase(locked, input));
  }

  @Handles(ChangePurchaseProduct)
  changeProduct(input: SucceedingProductInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => changeProduct(locked, input));
  }

  @Handles(RenewPurchase)
  renew(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => renewPurchase(locked, input.reason));
  }

  @Handles(RestartTrial)
  restartTrial(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => restartTrial(locked, input.reason));
  }

  @Handles(SkipTrial)
  skipTrial(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => skipTrial(locked, input.reason));
  }

  @Handles(StopTrial)
  stopTrial(input: ExplainedPurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => stopTrial(locked, input.reason));
  }

  @Handles(CancelPurchase)
  cancel(input: CancelPurchaseInput, call: Call): Promise<PurchaseView> {
    return this.cancellations.cancel(input, call);
  }

  @Handles(WithdrawCancellation)
  withdrawCancellation(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, withdrawCancellation);
  }

  @Handles(RestartPurchase)
  restart(input: RestartPurchaseInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => restartPurchase(locked, input));
  }

  @Handles(RestartBilling)
  restartBilling(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => restartBilling(locked, input.reason));
  }

  @Handles(PausePurchase)
  pause(input: PausePurchaseInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => pauseOrSchedule(locked, input));
  }

  @Handles(WithdrawPause)
  withdrawPause(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, withdrawPause);
  }

  @Handles(ResumePurchase)
  resume(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => endPauseEarly(locked, input.reason));
  }

  @Handles(DowngradePurchase)
  downgrade(input: SucceedingProductInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, (locked) => scheduleDowngrade(locked, input));
  }

  @Handles(WithdrawDowngrade)
  withdrawDowngrade(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.commands.run(input, call, withdrawDowngrade);
  }
}
