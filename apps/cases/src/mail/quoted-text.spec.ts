import fc from 'fast-check';
import { foldQuoted } from './quoted-text';

const cited = '> It is on its way\n> Regards';

describe('What a mail cites', () => {
  it.each([
    ['On Tue, 1 Dec 2026 at 10:00, Shop <cases@shop.example> wrote:'],
    ['On Tue, 1 Dec 2026 at 10:00, A Shop With A Long Name\n<cases@shop.example> wrote:'],
    ['Am 01.12.2026 um 10:00 schrieb Shop:'],
    ['Le mar. 1 déc. 2026 à 10:00, Shop <cases@shop.example> a écrit :'.replace(' :', ':')],
    ['El mar, 1 dic 2026 a las 10:00, Shop (<cases@shop.example>) escribió:'],
    ['Il giorno mar 1 dic 2026 alle ore 10:00 Shop ha scritto:'],
    ['Op di 1 dec 2026 om 10:00 schreef Shop <cases@shop.example>:'],
    ['Em ter., 1 de dez. de 2026 às 10:00, Shop escreveu:'],
    ['Shop <cases@shop.example> wrote:'],
    ['-----Original Message-----'],
    ['-----Ursprüngliche Nachricht-----'],
    ['From: Shop <cases@shop.example>\nSent: Tuesday, December 1, 2026 10:00\nTo: Grace'],
    ['Von: Shop <cases@shop.example>\nGesendet: Dienstag, 1. Dezember 2026 10:00\nAn: Grace'],
    ['________________________________\nFrom: Shop <cases@shop.example>\nDate: Tue, 1 Dec 2026'],
    ['>'],
  ])('is folded from where it begins: %s', (beginning) => {
    for (const gap of ['\n', '\n\n']) {
      const folded = foldQuoted(`On Monday I was out.${gap}Thanks!${gap}${beginning}\n${cited}`);
      expect(folded.text).toBe(`On Monday I was out.${gap}Thanks!`);
      expect(folded.quoted).toContain('It is on its way');
    }
  });

  it('stays where answers stand between its lines, or nothing else is there', () => {
    for (const whole of [
      '> When?\nOn Monday.\n> Where?\nHere.',
      'On Tue, 1 Dec 2026, Shop wrote:\n> When?\n\nOn Monday',
      cited,
      'No citation at all: 2 > 1.',
      'From: me to you',
    ])
      expect(foldQuoted(whole)).toEqual({ text: whole, quoted: null });
  });

  it('loses no word, and takes no time, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('>', 'On x wrote:', 'From: a', 'Sent: b', ''))),
        (lines) => {
          const { text, quoted } = foldQuoted(lines.join('\n'));
          const words = (all: string) => all.replace(/_{5,}/g, '').split(/\s+/).filter(Boolean);
          expect(words(`${text}\n${quoted ?? ''}`)).toEqual(words(lines.join('\n')));
        },
      ),
    );
    const began = performance.now();
    foldQuoted(`${'On '.repeat(40_000)}\n`.repeat(3));
    foldQuoted('On a <b@c\n'.repeat(20_000));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
