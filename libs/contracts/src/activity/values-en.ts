/**
 * The words of English for those of the catalog's own few values that are no words as they stand (`first_reply`), by
 * the attribute and the value. A value that is not here stands in a message as it is.
 */
export const englishValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cause: {
    campaign_rate: 'drawn by the campaign’s rate',
    fraud_result: 'the fraud check asked for it',
    address_check: 'the address was not verified',
    outside_payment: 'paid beside the processor',
    shipping_declined: 'shipping was declined',
    charged_back: 'charged back',
  },
  fieldNames: {
    channelCategory: 'channel category',
    endedAt: 'end',
    line1: 'street',
    line2: 'second line',
    marketingConsent: 'offers',
    ownerId: 'owner',
    postalCode: 'postal code',
    pricePoint: 'price point',
    shippingAddress: 'shipping address',
    startedAt: 'start',
    timeZone: 'time zone',
  },
  kinds: { card_bin: 'first digits of the card', ip: 'IP address' },
  target: { first_reply: 'first reply' },
};
