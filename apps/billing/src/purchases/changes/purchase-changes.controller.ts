import { Controller } from '@nestjs/common';
import {
  AnswerConsent,
  CancelPurchase,
  ChangePurchase,
  ChangePurchaseProduct,
  DowngradePurchase,
  ForceBill,
  ListPurchasesOfCustomer,
  PausePurchase,
  ReadPurchase,
  RenewPurchase,
  RequestConsent,
  RestartBilling,
  RestartPurchase,
  RestartTrial,
  ResumePurchase,
  SkipTrial,
  StopTrial,
  WithdrawCancellation,
  WithdrawDowngrade,
  WithdrawPause,
  type AnswerConsentInput,
  type Call,
  type CancelPurchaseInput,
  type ChangePurchaseInput,
  type ExplainedPurchaseStepInput,
  type ForceBillInput,
  type ListOfCustomerInput,
  type Page,
  type PausePurchaseInput,
  type PurchaseInput,
  type PurchaseStepInput,
  type PurchaseView,
  type RestartPurchaseInput,
  type SucceedingProductInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { PurchasesQueries } from '../purchases.queries';
import { ForceBillService } from '../rebills/force-bill.service';
import { CancellationsService } from './cancellations.service';
import { PurchasesService } from '../purchases.service';

/** Purchases: the recurring lines of orders. */
@Controller()
export class PurchasesController {
  constructor(
    private readonly purchases: PurchasesService,
    private readonly cancellations: CancellationsService,
    private readonly forceBills: ForceBillService,
    private readonly queries: PurchasesQueries,
  ) {}

  @Handles(ReadPurchase)
  read(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.queries.purchase(input.id, call);
  }

  @Handles(ListPurchasesOfCustomer)
  ofCustomer(input: ListOfCustomerInput, call: Call): Promise<Page<PurchaseView>> {
    return this.queries.purchasesOf(input, call);
  }

  @Handles(ChangePurchase)
  change(input: ChangePurchaseInput, call: Call): Promise<PurchaseView> {
    return this.purchases.change(input, call);
  }

  @Handles(ChangePurchaseProduct)
  changeProduct(input: SucceedingProductInput, call: Call): Promise<PurchaseView> {
    return this.purchases.changeProduct(input, call);
  }

  @Handles(RenewPurchase)
  renew(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.purchases.renew(input, call);
  }

  @Handles(RestartTrial)
  restartTrial(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.purchases.restartTrial(input, call);
  }

  @Handles(SkipTrial)
  skipTrial(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.purchases.skipTrial(input, call);
  }

  @Handles(StopTrial)
  stopTrial(input: ExplainedPurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.purchases.stopTrial(input, call);
  }

  @Handles(CancelPurchase)
  cancel(input: CancelPurchaseInput, call: Call): Promise<PurchaseView> {
    return this.cancellations.cancel(input, call);
  }

  @Handles(WithdrawCancellation)
  withdrawCancellation(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.purchases.withdrawCancellation(input, call);
  }

  @Handles(RestartPurchase)
  restart(input: RestartPurchaseInput, call: Call): Promise<PurchaseView> {
    return this.purchases.restart(input, call);
  }

  @Handles(RestartBilling)
  restartBilling(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.purchases.restartBilling(input, call);
  }

  @Handles(PausePurchase)
  pause(input: PausePurchaseInput, call: Call): Promise<PurchaseView> {
    return this.purchases.pause(input, call);
  }

  @Handles(WithdrawPause)
  withdrawPause(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.purchases.withdrawPause(input, call);
  }

  @Handles(ResumePurchase)
  resume(input: PurchaseStepInput, call: Call): Promise<PurchaseView> {
    return this.purchases.resume(input, call);
  }

  @Handles(ForceBill)
  forceBill(input: ForceBillInput, call: Call): Promise<PurchaseView> {
    return this.forceBills.forceBill(input, call);
  }

  @Handles(RequestConsent)
  requestConsent(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.purchases.requestConsent(input, call);
  }

  @Handles(AnswerConsent)
  answerConsent(input: AnswerConsentInput, call: Call): Promise<PurchaseView> {
    return this.purchases.answerConsent(input, call);
  }

  @Handles(DowngradePurchase)
  downgrade(input: SucceedingProductInput, call: Call): Promise<PurchaseView> {
    return this.purchases.downgrade(input, call);
  }

  @Handles(WithdrawDowngrade)
  withdrawDowngrade(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.purchases.withdrawDowngrade(input, call);
  }
}
