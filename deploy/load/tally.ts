/** Something that was done and was answered with success: what the report must show of it. */
export interface Deed {
  /** The activity's key in the catalog. */
  type: string;
  customerId: string;
  campaignId?: string;
  /** The user who did it; absent: the system, an engine or a house. */
  userId?: string;
}

/** How often each activity is to be shown, by its key. */
export type Counts = ReadonlyMap<string, number>;

/** Keeps account of what was done, from the answers alone. */
export class Account {
  private readonly deeds: Deed[] = [];

  /** Puts down what an answer said was done. */
  add(deed: Deed): void {
    this.deeds.push(deed);
  }

  get size(): number {
    return this.deeds.length;
  }

  /** How often each activity was done, of the deeds that are kept. */
  counts(keep: (deed: Deed) => boolean = () => true): Counts {
    const counts = new Map<string, number>();
    for (const deed of this.deeds) if (keep(deed)) counts.set(deed.type, (counts.get(deed.type) ?? 0) + 1);
    return counts;
  }

  /** The counts of each customer. */
  byCustomer(): Map<string, Counts> {
    const all = new Map<string, Map<string, number>>();
    for (const { customerId, type } of this.deeds) {
      const counts = all.get(customerId) ?? new Map<string, number>();
      counts.set(type, (counts.get(type) ?? 0) + 1);
      all.set(customerId, counts);
    }
    return all;
  }
}
