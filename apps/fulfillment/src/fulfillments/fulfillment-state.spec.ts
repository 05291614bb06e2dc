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

  it('orders by time, then as houses go, then by id, with the first sending before all that the house tells', () => {
    const a = message('tracking', 5, { messageId: 'a' });
    const b = message('tracking', 5, { messageId: 'b' });
    const left = message('shipped', 5, { messageId: '0' });
    const early = message('accepted', 1);
    const sent = message('sent', 2);
    expect(inOrder([left, b, a, sent, early])).toEqual([sent, early, a, b, left]);
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

  it('is delivered only once all of its parcels are', () => {
    const parcel = (type: MessageType, minute: number, trackingNumber: string): ReplayedMessage =>
      message(type, minute, { trackingNumber });
    const steps = [
      message('sent', 0),
      parcel('shipped', 1, 'T1'),
      parcel('shipped', 2, 'T2'),
      parcel('delivered', 3, 'T1'),
      parcel('delivered', 4, 'T2'),
      parcel('shipped', 5, 'T3'),
      parcel('delivered', 6, 'T3'),
    ];
    const states = steps.map((_step, index) => replay(steps.slice(0, index + 1)));
    expect(states.map(({ status }) => status)).toEqual([
      'pending',
      'shipped',
      'shipped',
      'shipped',
      'delivered',
      'shipped',
      'delivered',
    ]);
    expect(states.map(({ arrived }) => arrived)).toEqual([false, false, false, false, true, false, true]);
    expect(states.at(-1)?.unexpected.size).toBe(0);
    // Nobody told that they left; a label that was never used keeps none back where somebody did.
    const labels = [message('sent', 0), parcel('tracking', 1, 'T1'), parcel('tracking', 2, 'T2')];
    const first = parcel('delivered', 4, 'T1');
    expect(replay([...labels, first]).status).toBe('shipped');
    expect(replay([...labels, parcel('shipped', 3, 'T1'), first]).status).toBe('delivered');
    expect(replay([...labels, message('delivered', 4)]).status).toBe('delivered');
  });

  it('is not surprised by what happened at one moment', () => {
    const types = ['delivered', 'accepted', 'shipped', 'tracking'] as const;
    fc.assert(
      fc.property(fc.shuffledSubarray([...types], { minLength: 1 }), (shuffled) => {
        const state = replay([message('sent', 0), ...shuffled.map((type) => message(type, 5))]);
        expect(state.unexpected).toEqual(new Set());
      }),
    );
  });

  it('marks more of an item than was ordered, and takes a change that changes nothing for none', () => {
    const ordered = new Map([['i1', { quantity: 3, sku: 'A' }]]);
    const item = (minute: number, quantity: number): ReplayedMessage =>
      message('item_updated', minute, { itemId: 'i1', quantity });
    const [same, less, again, back, more] = [item(1, 3), item(2, 2), item(3, 2), item(4, 3), item(5, 4)];
    const state = replay([message('sent', 0), same, less, again, back, more], ordered);
    expect(state.items.get('i1')).toEqual({ quantity: 4, sku: 'A' });
    expect([...state.unexpected]).toEqual([more.messageId]);
    expect([...state.factKeys.keys()].sort()).toEqual([less, back, more].map(({ messageId }) => messageId));
    expect(state.changedFields.get(less.messageId)).toEqual(['quantity']);
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
