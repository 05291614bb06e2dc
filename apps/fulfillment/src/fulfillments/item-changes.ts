/** How much of what an item is. */
export interface OrderedItem {
  quantity: number;
  sku: string;
}

/** A message as far as it changes an item. */
interface ItemMessage {
  messageId: string;
  itemId: string | null;
  quantity: number | null;
  sku: string | null;
}

/** What becomes of the items of a fulfillment, message by message. */
export class ItemChanges {
  /** Changed items by id. */
  readonly now = new Map<string, OrderedItem>();
  /** The names of what each message changed, by message id. */
  readonly changedFields = new Map<string, readonly string[]>();

  /** @param ordered the items as they were ordered, by id */
  constructor(private readonly ordered: ReadonlyMap<string, OrderedItem>) {}

  /** Whether it leaves its item other than it is. */
  differs(message: ItemMessage): boolean {
    return this.changesOf(message).length > 0;
  }

  /** Whether it makes more of its item than was ordered. */
  exceedsOrder({ itemId, quantity }: ItemMessage): boolean {
    const ordered = itemId === null ? undefined : this.ordered.get(itemId);
    return ordered !== undefined && quantity !== null && quantity > ordered.quantity;
  }

  apply(message: ItemMessage): void {
    const { itemId, quantity, sku } = message;
    if (itemId === null) return;
    this.changedFields.set(message.messageId, this.changesOf(message));
    const known = this.now.get(itemId) ?? this.ordered.get(itemId);
    this.now.set(itemId, { quantity: quantity ?? known?.quantity ?? 0, sku: sku ?? known?.sku ?? '' });
  }

  private changesOf({ itemId, quantity, sku }: ItemMessage): string[] {
    const known = itemId === null ? undefined : (this.now.get(itemId) ?? this.ordered.get(itemId));
    return [
      ...(quantity !== null && quantity !== known?.quantity ? ['quantity'] : []),
      ...(sku !== null && sku !== known?.sku ? ['sku'] : []),
    ];
  }
}
