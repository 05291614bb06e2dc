import type { FulfillmentStatus } from '@daybook/contracts';
import type { MessageType } from './fulfillment-transitions';

interface ParcelMessage {
  type: MessageType;
  trackingNumber: string | null;
}

/**
 * The parcels of a fulfillment, told apart by their tracking numbers, message by message. It has arrived only once all
 * have: those that left the house, or while none is told to have left, those that got a number. What is told to have
 * arrived without a number is all of it.
 */
export class Parcels {
  private readonly labelled = new Set<string>();
  private readonly left = new Set<string>();
  private readonly delivered = new Set<string>();
  private told = false;
  private whole = false;

  apply({ type, trackingNumber }: ParcelMessage): void {
    if (type === 'sent') this.forget();
    if (type === 'delivered') this.told = true;
    if (trackingNumber === null) {
      if (type === 'delivered') this.whole = true;
      return;
    }
    if (type === 'tracking') this.labelled.add(trackingNumber);
    if (type === 'shipped') this.left.add(trackingNumber);
    if (type === 'delivered') this.delivered.add(trackingNumber);
    // One more that is on its way.
    if (type === 'shipped' && !this.delivered.has(trackingNumber)) this.whole = false;
  }

  get arrived(): boolean {
    if (!this.told || this.whole) return this.told;
    const known = this.left.size > 0 ? this.left : this.labelled;
    return [...known].every((parcel) => this.delivered.has(parcel));
  }

  /** Where another parcel leads that is on its way after one has arrived; undefined: as the table says. */
  follow({ type }: ParcelMessage, status: FulfillmentStatus): FulfillmentStatus | undefined {
    return type === 'shipped' && status === 'delivered' && !this.arrived ? 'shipped' : undefined;
  }

  /** Delivered only once all is; until then it is on its way. */
  soFar(status: FulfillmentStatus): FulfillmentStatus {
    return status === 'delivered' && !this.arrived ? 'shipped' : status;
  }

  /** Sent once more, it leaves once more. */
  private forget(): void {
    for (const parcels of [this.labelled, this.left, this.delivered]) parcels.clear();
    this.told = this.whole = false;
  }
}
