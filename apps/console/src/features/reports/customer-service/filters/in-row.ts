/** The filters that a first row has room for; the rest are in the drawer. */
export const IN_ROW: readonly string[] = ['campaignId', 'userId', 'action'];
