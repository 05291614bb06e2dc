import { withoutSecrets } from './log-secrets';

describe('A log line', () => {
  it('has no values of what is secret by its name, however deep it stands', () => {
    const token = 'sk_live_1';
    const fields = {
      requestId: 'r-1',
      token,
      headers: { authorization: token, accept: 'text/html' },
      tries: [{ body: { personal: { name: 'Ada' } } }, { status: 200 }],
    };
    expect(withoutSecrets(fields)).toEqual({
      requestId: 'r-1',
      token: '[redacted]',
      headers: { authorization: '[redacted]', accept: 'text/html' },
      tries: [{ body: { personal: '[redacted]' } }, { status: 200 }],
    });
    expect(fields.headers.authorization).toBe(token);
  });

  it('is written as it is where nothing is secret, errors and all', () => {
    const fields = { requestId: 'r-1', err: new Error('no'), about: { ids: ['1'] }, at: null };
    expect(withoutSecrets(fields)).toBe(fields);
  });

  it('ends, even where its fields refer to themselves', () => {
    const fields: Record<string, unknown> = { requestId: 'r-1' };
    fields['self'] = fields;
    expect(JSON.stringify(withoutSecrets(fields))).toContain('[redacted]');
  });
});
