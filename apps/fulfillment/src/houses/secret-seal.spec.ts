import { SecretSeal } from './secret-seal';

const [first, second] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];

describe('A seal', () => {
  it('opens what it sealed, for its owner only', () => {
    const seal = new SecretSeal([first]);
    const sealed = seal.seal('whsec_abc', 'a');
    expect(sealed).not.toContain('whsec');
    expect(seal.open(sealed, 'a')).toBe('whsec_abc');
    expect(() => seal.open(sealed, 'b')).toThrow('does not open');
  });

  it('never makes the same twice, and refuses what was changed', () => {
    const seal = new SecretSeal([first]);
    const sealed = seal.seal('whsec_abc', 'a');
    expect(seal.seal('whsec_abc', 'a')).not.toBe(sealed);
    const at = sealed.length - 10;
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => seal.open(changed, 'a')).toThrow('does not open');
  });

  it('opens with the key before, and tells that it should be sealed anew', () => {
    const sealed = new SecretSeal([first]).seal('whsec_abc', 'a');
    const next = new SecretSeal([second, first]);
    expect(next.open(sealed, 'a')).toBe('whsec_abc');
    expect(next.isFresh(sealed, 'a')).toBe(false);
    expect(() => new SecretSeal([second]).open(sealed, 'a')).toThrow('does not open');
  });
});
