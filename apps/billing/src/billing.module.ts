import { Module } from '@nestjs/common';
import { deadLettersController, ServiceModule } from '@daybook/messaging';
import { AccountEntry } from './accounts/account-entry.entity';
import { AccountController } from './accounts/account.controller';
import { Account } from './accounts/account.entity';
import { AccountQueries } from './accounts/account.queries';
import { AccountService } from './accounts/account.service';
import { BillingConfig } from './billing.config';
import { BlacklistConsumer } from './ordering/blacklist/blacklist.consumer';
import { Blacklist } from './ordering/blacklist/blacklist';
import { CapturesController } from './payments/captures/captures.controller';
import { CapturesLoop } from './payments/captures/captures-loop';
import { CapturesService } from './payments/captures/captures.service';
import { ShipmentsConsumer } from './payments/captures/shipments.consumer';
import { CallCenter } from './catalog/call-center.entity';
import { CallCenterUsersConsumer } from './catalog/call-center-users';
import { CampaignCategory } from './catalog/campaign-category.entity';
import { Campaign } from './catalog/campaign.entity';
import { catalogControllers } from './catalog/catalog.controller';
import { CatalogService } from './catalog/catalog.service';
import { CustomField } from './catalog/custom-field.entity';
import { Discount } from './catalog/discount.entity';
import { Product } from './catalog/product.entity';
import { RecycleProfile } from './catalog/recycle-profiles/recycle-profile.entity';
import { BillingEngine } from './engines/billing-engine.entity';
import { EngineCredential } from './engines/engine-credential.entity';
import { EngineCredentialsService } from './engines/engine-credentials.service';
import { EngineConsumers } from './engines/engine-consumers';
import { EngineAccounts } from './engines/engine-accounts';
import { EnginesHeard } from './engines/engines-heard';
import { EnginesController } from './engines/engines.controller';
import { EnginesService } from './engines/engines.service';
import { InstructionsSender } from './engines/instructions-sender';
import { IntakeConsumer } from './intake/intake.consumer';
import { IntakeReceipts } from './intake/intake-receipts';
import { IntakeService } from './intake/intake.service';
import { ParkedMessagesRetry } from './intake/parked-messages-retry';
import { RejectionsController } from './intake/rejections.controller';
import { RejectionsService } from './intake/rejections.service';
import { UnexpectedFactsController } from './intake/unexpected-facts.controller';
import { UnexpectedFactsQueries } from './intake/unexpected-facts.queries';
import { Membership } from './memberships/membership.entity';
import { MembershipFollower } from './memberships/membership-follower';
import { MembershipsController } from './memberships/memberships.controller';
import { MembershipsService } from './memberships/memberships.service';
import { billingMigrations } from './migrations';
import { billingPlugins } from './billing-plugins';
import { Order } from './orders/order.entity';
import { OrderChecks } from './ordering/order-checks';
import { OrderCustomers } from './orders/order-customers';
import { OrderFulfillments } from './ordering/order-fulfillments';
import { OrderChangesService } from './ordering/order-changes.service';
import { OrderRefundsService } from './payments/refunds/order-refunds.service';
import { OrderPayment } from './ordering/order-payment';
import { HousesConsumer } from './ordering/order-shipping';
import { OrdersService } from './ordering/orders.service';
import { OrdersController } from './ordering/orders.controller';
import { PurchasesQueries } from './purchases/purchases.queries';
import { TransactionsController } from './payments/transactions.controller';
import { TransactionsQueries } from './payments/transactions.queries';
import { OrdersQueries } from './ordering/orders.queries';
import { CardUpdatesService } from './payments/methods/card-updates.service';
import { PaymentMethod } from './payments/methods/payment-method.entity';
import { PaymentMethodsController } from './payments/methods/payment-methods.controller';
import { PaymentMethodsService } from './payments/methods/payment-methods.service';
import { PaymentOutcomes } from './payments/payment-outcomes';
import { PaymentsRecovery } from './payments/payments-recovery';
import { PaymentsService } from './payments/payments.service';
import { ProcessorRequests } from './payments/processor-requests';
import { ProcessorClient } from './payments/processor/processor-client';
import { PluginTasks } from './plugin-tasks/plugin-tasks';
import { BillingPersonalData } from './billing-personal-data';
import { CustomerZonesConsumer } from './purchases/customer-zones.consumer';
import { followOrderReturn, followReversal } from './purchases/changes/cancellations';
import { CancellationsService } from './purchases/changes/cancellations.service';
import { ConsentsController } from './purchases/consents/consents.controller';
import { ConsentLinksService } from './purchases/consents/consent-links.service';
import { PurchaseCommands } from './purchases/purchase-commands';
import { Purchase } from './purchases/purchase.entity';
import { PurchaseChangesController } from './purchases/changes/purchase-changes.controller';
import { PurchasesController } from './purchases/purchases.controller';
import { RebillsController } from './purchases/rebills/rebills.controller';
import { ForceBillService } from './purchases/rebills/force-bill.service';
import { PurchasesScheduler } from './purchases/scheduler/purchases-scheduler';
import { RefundQueueEntry } from './payments/refunds/refund-queue-entry.entity';
import { RefundsController } from './payments/refunds/refunds.controller';
import { RefundQueueLoop } from './payments/refunds/refund-queue-loop';
import { RefundQueueService } from './payments/refunds/refund-queue.service';
import { recordAccountPayment, recordAccountRefund } from './accounts/account-outcome';
import { recordOrderOutcome } from './ordering/order-outcome';
import { recordCaptureOutcome } from './payments/captures/capture-outcome';
import { BilledPurchases } from './payments/methods/billed-purchases';
import { KeptPaymentMethods } from './payments/methods/kept-payment-methods';
import { billedPurchases } from './purchases/billed-purchases';
import { recordReversalOutcome } from './payments/refunds/reversal-outcome';
import { collectTax } from './payments/taxes/tax-collections';
import { handleRebillOutcome } from './purchases/rebills/rebill-outcome';
import { Settings } from './settings/settings.entity';
import { AdministratorsConsumer } from './settings/administrators.consumer';
import { SettingsController } from './settings/settings.controller';
import { SettingsService } from './settings/settings.service';
import { TaxCollector } from './payments/taxes/tax-collector';
import { RefundPromise } from './payments/refunds/refund-promise.entity';
import { RefundPromisesService } from './payments/refunds/refund-promises.service';
import { ReturnsConsumer } from './payments/refunds/returns.consumer';
import { RefundsService } from './payments/refunds/refunds.service';
import { ChargebacksController } from './payments/chargebacks/chargebacks.controller';
import { ChargebacksService } from './payments/chargebacks/chargebacks.service';
import { SettlementsLoop } from './payments/settlements-loop';
import { Transaction } from './payments/transaction.entity';

/** What the rooms do when a payment has its outcome. */
const paymentOutcomes: PaymentOutcomes = {
  charge: {
    order: [recordOrderOutcome, collectTax],
    rebill: [handleRebillOutcome],
    account: [recordAccountPayment],
  },
  capture: [recordCaptureOutcome, collectTax],
  reversal: [recordReversalOutcome, followReversal, recordAccountRefund],
  orderReturned: followOrderReturn,
};

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'billing',
      config: BillingConfig,
      entities: [
        CampaignCategory,
        Campaign,
        CallCenter,
        RecycleProfile,
        Product,
        Discount,
        CustomField,
        BillingEngine,
        EngineCredential,
        Order,
        Purchase,
        Transaction,
        Account,
        AccountEntry,
        Membership,
        PaymentMethod,
        Settings,
        RefundQueueEntry,
        RefundPromise,
      ],
      migrations: billingMigrations,
      personalData: BillingPersonalData,
      consumers: [
        ShipmentsConsumer,
        ReturnsConsumer,
        BlacklistConsumer,
        CustomerZonesConsumer,
        HousesConsumer,
        CallCenterUsersConsumer,
        AdministratorsConsumer,
      ],
    }),
  ],
  controllers: [
    ...catalogControllers,
    EnginesController,
    OrdersController,
    TransactionsController,
    PurchasesController,
    ConsentsController,
    PurchaseChangesController,
    RebillsController,
    RejectionsController,
    UnexpectedFactsController,
    PaymentMethodsController,
    AccountController,
    MembershipsController,
    ChargebacksController,
    CapturesController,
    RefundsController,
    SettingsController,
    deadLettersController('billing'),
  ],
  providers: [
    CatalogService,
    EnginesHeard,
    EnginesService,
    EngineCredentialsService,
    EngineConsumers,
    EngineAccounts,
    InstructionsSender,
    billingPlugins,
    Blacklist,
    OrderChecks,
    OrderCustomers,
    OrderPayment,
    OrdersService,
    OrderChangesService,
    OrderFulfillments,
    OrderRefundsService,
    OrdersQueries,
    PurchasesQueries,
    TransactionsQueries,
    ProcessorClient,
    PaymentsService,
    ProcessorRequests,
    { provide: PaymentOutcomes, useValue: paymentOutcomes },
    { provide: BilledPurchases, useValue: billedPurchases },
    KeptPaymentMethods,
    PaymentsRecovery,
    SettlementsLoop,
    PurchaseCommands,
    CancellationsService,
    ForceBillService,
    PurchasesScheduler,
    ConsentLinksService,
    RefundsService,
    RefundPromisesService,
    AccountService,
    AccountQueries,
    MembershipsService,
    MembershipFollower,
    ChargebacksService,
    CapturesService,
    CapturesLoop,
    CardUpdatesService,
    PluginTasks,
    TaxCollector,
    PaymentMethodsService,
    RefundQueueService,
    RefundQueueLoop,
    SettingsService,
    IntakeService,
    IntakeReceipts,
    IntakeConsumer,
    ParkedMessagesRetry,
    RejectionsService,
    UnexpectedFactsQueries,
  ],
})
export class BillingModule {}
