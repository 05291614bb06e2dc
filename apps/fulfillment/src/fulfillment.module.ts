import { Module } from '@nestjs/common';
import { deadLettersController, ServiceModule } from '@daybook/messaging';
import { FulfillmentConfig } from './fulfillment.config';
import { Fulfillment, FulfillmentItem } from './fulfillments/fulfillment.entity';
import { FulfillmentMessage } from './fulfillments/fulfillment-message.entity';
import { FulfillmentsController } from './fulfillments/fulfillments.controller';
import { FulfillmentsQueries } from './fulfillments/fulfillments.queries';
import { FulfillmentsService } from './fulfillments/fulfillments.service';
import { sendWaiting } from './fulfillments/waiting-fulfillments';
import { OrderAddressesController } from './orders/order-addresses.controller';
import { OrderAddressesService } from './orders/order-addresses.service';
import { OrdersConsumer } from './orders/orders.consumer';
import { House, HouseSecret } from './houses/house.entity';
import { HouseAddresses } from './houses/house-addresses';
import { HouseCircuits } from './houses/house-circuits';
import { HouseSecrets } from './houses/house-secrets';
import { HousesController } from './houses/houses.controller';
import { HousesQueries } from './houses/houses.queries';
import { HousesService } from './houses/houses.service';
import { FulfillmentPersonalData } from './privacy/fulfillment-personal-data';
import { fulfillmentMigrations } from './migrations';
import { HouseClient } from './sendings/house-client';
import { Sending } from './fulfillments/sending.entity';
import { Bundling } from './sendings/bundling';
import { DeliveriesController } from './sendings/deliveries.controller';
import { DeliveriesQueries } from './sendings/deliveries.queries';
import { DeliveriesService } from './sendings/deliveries.service';
import { HouseTestsService } from './sendings/house-tests.service';
import { Delivery } from './sendings/delivery.entity';
import { DeliveryLog } from './sendings/delivery-log';
import { ReturnsController } from './returns/returns.controller';
import { ReturnsService } from './returns/returns.service';
import { SendingsService } from './sendings/sendings.service';
import { WebhookInboxEntry } from './webhooks/webhook-inbox.entity';
import { WebhooksController } from './webhooks/webhooks.controller';
import { WebhooksQueries } from './webhooks/webhooks.queries';
import { ReconciliationService } from './webhooks/reconciliation.service';
import { WebhookReplaysService } from './webhooks/webhook-replays.service';
import { WebhookWorker } from './webhooks/webhook-worker';
import { WebhooksService } from './webhooks/webhooks.service';
import { Worker } from './worker';

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'fulfillment',
      config: FulfillmentConfig,
      entities: [
        House,
        HouseSecret,
        Fulfillment,
        FulfillmentItem,
        FulfillmentMessage,
        Sending,
        Delivery,
        WebhookInboxEntry,
      ],
      migrations: fulfillmentMigrations,
      personalData: FulfillmentPersonalData,
      consumers: [OrdersConsumer],
    }),
  ],
  controllers: [
    deadLettersController('fulfillment'),
    FulfillmentsController,
    HousesController,
    ReturnsController,
    OrderAddressesController,
    DeliveriesController,
    WebhooksController,
  ],
  providers: [
    FulfillmentsService,
    FulfillmentsQueries,
    ReturnsService,
    OrderAddressesService,
    HousesService,
    HouseSecrets,
    HousesQueries,
    WebhooksService,
    WebhooksQueries,
    WebhookReplaysService,
    WebhookWorker,
    ReconciliationService,
    SendingsService,
    HouseTestsService,
    DeliveriesService,
    DeliveriesQueries,
    Bundling,
    DeliveryLog,
    HouseClient,
    HouseCircuits,
    HouseAddresses,
    Worker,
  ],
})
export class FulfillmentModule {
  constructor(houses: HousesService) {
    houses.onRegistered(sendWaiting);
  }
}
