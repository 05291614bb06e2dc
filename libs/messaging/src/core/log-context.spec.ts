import { setImmediate as turn } from 'node:timers/promises';
import { logContext, withLogContext } from './log-context';

describe('What a log line says of the work it belongs to', () => {
  const said = async (): Promise<object> => {
    await turn();
    return logContext();
  };

  it('is the request and its operation, however deep in the work it is written', async () => {
    const about = { requestId: 'r-1', operation: 'customers.create' };
    expect(await withLogContext(about, said)).toEqual(about);
  });

  it('is not mixed up between requests at once, and nothing outside of them', async () => {
    const asked = ['a', 'b', 'c'].map((requestId) => withLogContext({ requestId }, said));
    expect(await Promise.all(asked)).toEqual([{ requestId: 'a' }, { requestId: 'b' }, { requestId: 'c' }]);
    expect(await said()).toEqual({});
  });

  it('is the consumer and the first ten of the events at hand', async () => {
    const eventIds = Array.from({ length: 200 }, (_none, at) => `e-${at}`);
    expect(await withLogContext({ consumer: 'report', eventIds }, said)).toEqual({
      consumer: 'report',
      eventIds: eventIds.slice(0, 10),
    });
  });
});
