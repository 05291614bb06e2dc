import { SecretCipher } from './secret-cipher';

const [first, second] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];

describe('A cipher of secrets', () => {
  it('decrypts what it encrypted, for its owner only', () => {
    const cipher = new SecretCipher([first]);
    const encrypted = cipher.encrypt('whsec_abc', 'a');
    expect(encrypted).not.toContain('whsec');
    expect(cipher.decrypt(encrypted, 'a')).toBe('whsec_abc');
    expect(() => cipher.decrypt(encrypted, 'b')).toThrow('cannot be decrypted');
  });

  it('never makes the same twice, and refuses what was changed', () => {
    const cipher = new SecretCipher([first]);
    const encrypted = cipher.encrypt('whsec_abc', 'a');
    expect(cipher.encrypt('whsec_abc', 'a')).not.toBe(encrypted);
    const at = encrypted.length - 10;
    const changed = encrypted.slice(0, at) + (encrypted[at] === 'A' ? 'B' : 'A') + encrypted.slice(at + 1);
    expect(() => cipher.decrypt(changed, 'a')).toThrow('cannot be decrypted');
  });

  it('decrypts with the key before, and tells that it should be encrypted anew', () => {
    const encrypted = new SecretCipher([first]).encrypt('whsec_abc', 'a');
    const next = new SecretCipher([second, first]);
    expect(next.decrypt(encrypted, 'a')).toBe('whsec_abc');
    expect(next.hasFirstKey(encrypted, 'a')).toBe(false);
    expect(() => new SecretCipher([second]).decrypt(encrypted, 'a')).toThrow('cannot be decrypted');
  });
});
