/** Something that was done and was answered with success: what the report must show of it. */
export interface DoneActivity {
  /** The activity's key in the catalog. */
  type: string;
  customerId: string;
  campaignId?: string;
  /** The user who did it; absent: the system, an engine or a house. */
  userId?: string;
}

/** How often each activity is to be shown, by its key. */
export type Counts = ReadonlyMap<string, number>;

/** Counts what was done, from the answers alone. */
export class Tally {
  private readonly activities: DoneActivity[] = [];

  /** Puts down what an answer said was done. */
  add(activity: DoneActivity): void {
    this.activities.push(activity);
  }

  get size(): number {
    return this.activities.length;
  }

  /** How often each activity was done, of the activities that are kept. */
  counts(keep: (activity: DoneActivity) => boolean = () => true): Counts {
    const counts = new Map<string, number>();
    for (const activity of this.activities)
      if (keep(activity)) counts.set(activity.type, (counts.get(activity.type) ?? 0) + 1);
    return counts;
  }

  /** The counts of each customer. */
  byCustomer(): Map<string, Counts> {
    const all = new Map<string, Map<string, number>>();
    for (const { customerId, type } of this.activities) {
      const counts = all.get(customerId) ?? new Map<string, number>();
      counts.set(type, (counts.get(type) ?? 0) + 1);
      all.set(customerId, counts);
    }
    return all;
  }
}
