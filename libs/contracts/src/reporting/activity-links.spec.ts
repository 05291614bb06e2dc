import { newId } from '../ids';
import { operations } from '../operations';
import { activityPlaces, linksOf } from './activity-links';

describe('the links of an activity', () => {
  it('lead to where each thing is read', () => {
    const read = operations.flatMap(({ route }) => (route?.method === 'GET' ? [route.path] : []));
    for (const { path } of Object.values(activityPlaces)) expect(read).toContain(path);
  });

  it('are made of ids alone', () => {
    const orderId = newId();
    expect(linksOf({ orderId, caseId: 'x/../../users', noteId: newId() })).toEqual([
      { what: 'order', id: orderId, path: `/api/v1/orders/${orderId}` },
    ]);
    expect(linksOf(undefined)).toEqual([]);
  });
});
