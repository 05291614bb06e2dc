import { Controller } from '@nestjs/common';
import {
  ListPurchases,
  ListPurchasesOfCustomer,
  ListUnansweredConsents,
  ReadPurchase,
  type Call,
  type ListOfCustomerInput,
  type ListPurchasesInput,
  type ListUnansweredConsentsInput,
  type Page,
  type PurchaseInput,
  type PurchaseView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { PurchasesQueries } from './purchases.queries';

/** Purchases: the recurring lines of orders. What is done to them stands in `changes`, `consents` and `rebills`. */
@Controller()
export class PurchasesController {
  constructor(private readonly queries: PurchasesQueries) {}

  @Handles(ReadPurchase)
  read(input: PurchaseInput, call: Call): Promise<PurchaseView> {
    return this.queries.purchase(input.id, call);
  }

  @Handles(ListPurchases)
  list(input: ListPurchasesInput, call: Call): Promise<Page<PurchaseView>> {
    return this.queries.purchases(input, call);
  }

  @Handles(ListPurchasesOfCustomer)
  ofCustomer(input: ListOfCustomerInput, call: Call): Promise<Page<PurchaseView>> {
    return this.queries.purchasesOf(input, call);
  }

  @Handles(ListUnansweredConsents)
  unanswered(input: ListUnansweredConsentsInput, call: Call): Promise<Page<PurchaseView>> {
    return this.queries.unansweredConsents(input, call);
  }
}
