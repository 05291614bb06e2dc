import fc from 'fast-check';
import { replay, type ReplayedMessage, inOrder } from './fulfillment-state';
import { houseMessageTypes, type MessageType, ownMessageTypes } from './fulfillment-transitions';

let count = 0;
function message(type: MessageType, minute: number, more: Partial<ReplayedMessage> = {}): ReplayedMessage {
  return {
    messageId: `m${String(++count).padStart(4, '0')}`,
    source: (houseMessageTypes as readonly string[]).includes(type) ? 'house' : 'system',
    type,
    happenedAt: new Date(Date.UTC(2026, 10, 21, 12, minute)),
    trackingNumber: null,
    carrier: null,
    itemId: null,
    quantity: null,
    sku: null,
    ...more,
  };
}

describe('the state of a fulfillment', () => {
  it('follows a parcel from the sending to the door', () => {
    const steps = [
      message('sent', 0),
      message('accepted', 1),
      message('shipped', 2),
      message('delivered', 3),
    ];
    expect(steps.map((_step, index) => replay(steps.slice(0, index + 1)).status)).toEqual([
      'pending',
      'pending_shipment',
      'shipped',
      'delivered',
    ]);
    expect(replay([]).status).toBe('hold');
    expect(replay(steps).unexpected.size).toBe(0);
  });

  it('ends the same in whatever order the messages arrive', () => {
    const one = fc.record({
      type: fc.constantFrom(...houseMessageTypes, ...ownMessageTypes),
      house: fc.boolean(),
      minute: fc.integer({ min: 0, max: 6 }),
      id: fc.string({ minLength: 1, maxLength: 8 }),
      trackingNumber: fc.constantFrom(null, 'T1', 'T2'),
    });
    const scenario = fc
      .uniqueArray(one, { selector: (each) => each.id, maxLength: 9 })
      .chain((messages) =>
        fc.tuple(fc.constant(messages), fc.shuffledSubarray(messages, { minLength: messages.length })),
      );
    fc.assert(
      fc.property(scenario, ([messages, shuffled]) => {
        const made = (each: (typeof messages)[number]): ReplayedMessage =>
          message(each.type, each.minute, {
            messageId: each.id,
            trackingNumber: each.trackingNumber,
            source:
              each.house && (houseMessageTypes as readonly string[]).includes(each.type) ? 'house' : 'system',
          });
        expect(replay(shuffled.map(made))).toEqual(replay(messages.map(made)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('orders by time, then by id, with the first sending before all that the house tells', () => {
    const a = message('shipped', 5, { messageId: 'a' });
    const b = message('tracking', 5, { messageId: 'b' });
    const early = message('accepted', 1);
    const sent = message('sent', 2);
    expect(inOrder([b, a, sent, early])).toEqual([sent, early, a, b]);
  });

  it('marks what the state did not allow, and follows the parcel all the same', () => {
    const cancelled = [message('sent', 0), message('cancelled', 1)];
    const shipped = message('shipped', 2);
    expect(replay([...cancelled, shipped])).toMatchObject({
      status: 'shipped',
      unexpected: new Set([shipped.messageId]),
    });

    const accepted = message('accepted', 5);
    expect(replay([message('sent', 0), message('shipped', 1), accepted])).toMatchObject({
      status: 'shipped',
      unexpected: new Set([accepted.messageId]),
    });
  });

  it('takes the same fact under another message id for one fact, and another parcel for another', () => {
    const first = message('shipped', 1, { trackingNumber: 'T1' });
    const again = message('shipped', 2, { trackingNumber: 'T1' });
    const other = message('shipped', 3, { trackingNumber: 'T2' });
    const { factKeys } = replay([message('sent', 0), first, again, other]);
    expect(factKeys.get(again.messageId)).toBe(factKeys.get(first.messageId));
    expect(factKeys.get(other.messageId)).not.toBe(factKeys.get(first.messageId));
  });

  it('lets a fulfillment that was sent once more fail once more', () => {
    const messages = [message('sent', 0), message('failed', 1), message('sent', 2), message('failed', 3)];
    expect(messages.map((_step, index) => replay(messages.slice(0, index + 1)).status)).toEqual([
      'pending',
      'failed',
      'pending',
      'failed',
    ]);
    const keys = [...replay(messages).factKeys.values()];
    expect(new Set(keys).size).toBe(2);
  });

  it('goes on after thawing from where it was, with what the house told meanwhile', () => {
    const frozen = [message('sent', 0), message('frozen', 1)];
    expect(replay(frozen).status).toBe('frozen');
    expect(replay([...frozen, message('accepted', 2)])).toMatchObject({
      status: 'frozen',
      unexpected: new Set(),
    });
    expect(replay([...frozen, message('accepted', 2), message('thawed', 3)]).status).toBe('pending_shipment');
    const shipped = message('shipped', 2);
    expect(replay([...frozen, shipped])).toMatchObject({
      status: 'shipped',
      unexpected: new Set([shipped.messageId]),
    });
  });

  it('keeps it back when it was held or could not be sent, until it is released', () => {
    const held = [message('held', 0)];
    expect(replay(held)).toMatchObject({ status: 'hold', held: true });
    expect(replay([...held, message('released', 1)])).toMatchObject({ status: 'hold', held: false });
    expect(replay([message('export_failed', 0)])).toMatchObject({ status: 'hold', held: true });
  });
});
