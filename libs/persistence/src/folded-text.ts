/** Letters that Unicode does not take apart into a plain one and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Longer words are cut, so that comparing them stays cheap. */
const LONGEST_WORD = 60;

/** A text in small plain letters, without accents, punctuation or doubled spaces: what names and places are compared by. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The different words of a text, folded. */
export function foldedWords(text: string): string[] {
  const words = fold(text)
    .split(' ')
    .filter((word) => word !== '');
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))];
}

/** A postal code as it is compared: spaces and dashes are written by some and left out by others. */
export function foldPostalCode(text: string): string {
  return fold(text).replaceAll(' ', '');
}
