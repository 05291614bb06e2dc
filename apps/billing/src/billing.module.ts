import { Module } from '@nestjs/common';
import { deadLettersController, ServiceModule } from '@daybook/messaging';
import { AccountEntry } from './account/account-entry.entity';
import { AccountController } from './account/account.controller';
import { AccountCustomers } from './account/account-customers';
import { Account } from './account/account.entity';
import { AccountQueries } from './account/account.queries';
import { AccountService } from './account/account.service';
import { BillingConfig } from './billing.config';
import { BlacklistConsumer } from './blacklist/blacklist.consumer';
import { Blacklist } from './blacklist/blacklist';
import { ShipmentsConsumer } from './captures/shipments.consumer';
import { CallCenter } from './catalog/call-center.entity';
import { CallCenterUsersConsumer } from './catalog/call-center-users';
import { CampaignCategory } from './catalog/campaign-category.entity';
import { Campaign } from './catalog/campaign.entity';
import { catalogControllers } from './catalog/catalog.controller';
import { CatalogDesk } from './catalog/catalog-desk';
import { CustomField } from './catalog/custom-field.entity';
import { Discount } from './catalog/discount.entity';
import { Product } from './catalog/product.entity';
import { RecycleProfile } from './catalog/recycle-profile.entity';
import { BillingEngine } from './engines/billing-engine.entity';
import { EngineCredential } from './engines/engine-credential.entity';
import { EngineCredentialsService } from './engines/engine-credentials.service';
import { EngineConsumers } from './engines/engine-consumers';
import { EngineRevocations } from './engines/engine-revocations';
import { EnginesController } from './engines/engines.controller';
import { EnginesService } from './engines/engines.service';
import { InstructionsSender } from './engines/instructions-sender';
import { IntakeConsumer } from './intake/intake.consumer';
import { IntakeReceipts } from './intake/intake-receipts';
import { IntakeService } from './intake/intake.service';
import { ParkedLoop } from './intake/parked-loop';
import { RejectionsController } from './intake/rejections.controller';
import { RejectionsService } from './intake/rejections.service';
import { UnexpectedFactsController } from './intake/unexpected-facts.controller';
import { UnexpectedFactsQueries } from './intake/unexpected-facts.queries';
import { Membership } from './memberships/membership.entity';
import { MembershipFollower } from './memberships/membership-follower';
import { MembershipsController } from './memberships/memberships.controller';
import { MembershipsService } from './memberships/memberships.service';
import { billingMigrations } from './migrations';
import { billingPlugins } from './orders/billing-plugins';
import { Order } from './orders/order.entity';
import { OrderChecks } from './orders/order-checks';
import { OrderCustomers } from './orders/order-customers';
import { OrderChangesService } from './orders/order-changes.service';
import { OrderRefundsService } from './orders/order-refunds.service';
import { OrderPayment } from './orders/order-payment';
import { HousesConsumer } from './orders/order-shipping';
import { OrdersService } from './orders/orders.service';
import { SalesController } from './orders/sales.controller';
import { SalesQueries } from './orders/sales.queries';
import { CardUpdatesService } from './payment-methods/card-updates.service';
import { PaymentMethod } from './payment-methods/payment-method.entity';
import { PaymentMethodsController } from './payment-methods/payment-methods.controller';
import { PaymentMethodsService } from './payment-methods/payment-methods.service';
import { PaymentsRecovery } from './payments/payments-recovery';
import { PaymentsService } from './payments/payments.service';
import { ProcessorClient } from './payments/processor-client';
import { PluginErrands } from './plugin-errands/plugin-errands';
import { BillingPersonalData } from './privacy/billing-personal-data';
import { CustomerZonesConsumer } from './purchases/customer-zones';
import { CancellationsService } from './purchases/cancellations.service';
import { ConsentLinksController } from './purchases/consent-links.controller';
import { ConsentLinksService } from './purchases/consent-links.service';
import { PurchaseDesk } from './purchases/purchase-desk';
import { Purchase } from './purchases/purchase.entity';
import { PurchasesController } from './purchases/purchases.controller';
import { PurchasesService } from './purchases/purchases.service';
import { ForceBillService } from './rebills/force-bill.service';
import { PurchasesScheduler } from './rebills/purchases-scheduler';
import { RefundQueueEntry } from './refund-queue/refund-queue-entry.entity';
import { RefundQueueController } from './refund-queue/refund-queue.controller';
import { RefundQueueLoop } from './refund-queue/refund-queue-loop';
import { RefundQueueService } from './refund-queue/refund-queue.service';
import { Settings } from './settings/settings.entity';
import { SettingsController } from './settings/settings.controller';
import { SettingsService } from './settings/settings.service';
import { TaxCollector } from './taxes/tax-collector';
import { GiveBacksService } from './transactions/give-backs.service';
import { MarksController } from './transactions/marks.controller';
import { MarksService } from './transactions/marks.service';
import { Transaction } from './transactions/transaction.entity';

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
      ],
      migrations: billingMigrations,
      personalData: BillingPersonalData,
      consumers: [
        ShipmentsConsumer,
        BlacklistConsumer,
        CustomerZonesConsumer,
        HousesConsumer,
        CallCenterUsersConsumer,
      ],
    }),
  ],
  controllers: [
    ...catalogControllers,
    EnginesController,
    SalesController,
    PurchasesController,
    ConsentLinksController,
    RejectionsController,
    UnexpectedFactsController,
    PaymentMethodsController,
    AccountController,
    MembershipsController,
    MarksController,
    RefundQueueController,
    SettingsController,
    deadLettersController('billing'),
  ],
  providers: [
    CatalogDesk,
    EnginesService,
    EngineCredentialsService,
    EngineConsumers,
    EngineRevocations,
    InstructionsSender,
    billingPlugins,
    Blacklist,
    OrderChecks,
    OrderCustomers,
    OrderPayment,
    OrdersService,
    OrderChangesService,
    OrderRefundsService,
    SalesQueries,
    ProcessorClient,
    PaymentsService,
    PaymentsRecovery,
    PurchaseDesk,
    CancellationsService,
    ForceBillService,
    PurchasesScheduler,
    PurchasesService,
    ConsentLinksService,
    GiveBacksService,
    AccountCustomers,
    AccountService,
    AccountQueries,
    MembershipsService,
    MembershipFollower,
    MarksService,
    CardUpdatesService,
    PluginErrands,
    TaxCollector,
    PaymentMethodsService,
    RefundQueueService,
    RefundQueueLoop,
    SettingsService,
    IntakeService,
    IntakeReceipts,
    IntakeConsumer,
    ParkedLoop,
    RejectionsService,
    UnexpectedFactsQueries,
  ],
})
export class BillingModule {}
