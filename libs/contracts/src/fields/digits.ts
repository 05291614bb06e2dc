/** Digits of a text that stand together, whatever their script, and where. */
export interface DigitGroup {
  digits: string;
  readonly from: number;
  to: number;
}

/** Digit groups between which there is little. */
export interface DigitChain {
  readonly groups: DigitGroup[];
  /** Whether a plus sign stands before it. */
  readonly plus: boolean;
  /** Whether blanks of a line keep some of them apart. */
  blanks: boolean;
}

/** How many characters may stand between two groups of one number. */
const MOST_BETWEEN = 3;
const HAN = '〇一二三四五六七八九';
/** What is not seen, or stands upon the character before it. */
const UNSEEN = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0\u2800]/u;
const BETWEEN = /[\s\p{Zs}\p{Pd}\p{Cc}.,:;/\\_|~+=*()·•‧∙'’`´]/u;

/** Of a character: its digits, `''` where nobody sees it, `' '` where it may stand within a number, else what ends one. */
type Sort = string;
const END: Sort = 'x';

const ascii: readonly Sort[] = Array.from({ length: 128 }, (_, code) => sortOf(code));
const others = new Map<number, Sort>();

/** The chains of digit groups of a text, of so many digits at least. */
export function digitChains(text: string, least: number): DigitChain[] {
  const found: DigitChain[] = [];
  let chain: DigitChain | undefined;
  let count = 0;
  let between = 0;
  let blank = false;
  let before = '';
  const end = (): void => {
    if (chain !== undefined && count >= least) found.push(chain);
    chain = undefined;
    count = 0;
  };
  for (let at = 0; at < text.length;) {
    const { code, width } = characterAt(text, at);
    const sort = code < 128 ? ascii[code] : otherSort(code);
    if (sort >= '0' && sort <= '9:') {
      const group = chain?.groups.at(-1);
      if (chain === undefined)
        chain = { groups: [{ digits: sort, from: at, to: at + width }], plus: before === '+', blanks: false };
      else if (between > 0) {
        chain.groups.push({ digits: sort, from: at, to: at + width });
        chain.blanks ||= blank;
      } else if (group !== undefined) {
        group.digits += sort;
        group.to = at + width;
      }
      count += sort.length;
      between = 0;
      blank = false;
    } else if (sort === ' ') {
      between += 1;
      if ((code === 44 || code === 59) && /\s/.test(text[at + 1] ?? '')) end(); // a list
      blank ||= code === 32 || code === 9 || code === 0xa0;
      if (between > MOST_BETWEEN) end();
    } else if (sort === END) {
      end();
    }
    before = text[at] ?? '';
    at += width;
  }
  end();
  return found;
}

/** A text with each digit of some of its parts replaced by an asterisk. */
export function withoutDigits(text: string, parts: readonly { from: number; to: number }[]): string {
  let masked = '';
  let done = 0;
  for (const { from, to } of parts) {
    masked += text.slice(done, from);
    for (let at = from; at < to;) {
      const { code, width } = characterAt(text, at);
      const sort = code < 128 ? ascii[code] : otherSort(code);
      masked += sort >= '0' && sort <= '9:' ? '*' : text.slice(at, at + width);
      at += width;
    }
    done = to;
  }
  return masked + text.slice(done);
}

/** A text with the digits of every script as 0 to 9, and characters of full width as plain ones. */
export function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => String(decimalOf(digit.codePointAt(0) ?? 0)));
}

const ESCAPE = /\\(?:(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2}))|u([0-9a-f]{4})|[nrtbf])/iy;

/** The character at a place; what JSON escapes is what it stands for. */
function characterAt(text: string, at: number): { code: number; width: number } {
  const code = text.codePointAt(at) ?? 0;
  if (code === 92) {
    ESCAPE.lastIndex = at;
    const [whole, high, low, single = 'a'] = ESCAPE.exec(text) ?? [];
    if (whole !== undefined) {
      const units = high === undefined || low === undefined ? [single] : [high, low];
      const character = String.fromCharCode(...units.map((unit) => parseInt(unit, 16)));
      return { code: character.codePointAt(0) ?? 0, width: whole.length };
    }
  }
  return { code, width: code > 0xffff ? 2 : 1 };
}

function otherSort(code: number): Sort {
  let sort = others.get(code);
  if (sort === undefined) others.set(code, (sort = sortOf(code)));
  return sort;
}

function sortOf(code: number): Sort {
  const character = String.fromCodePoint(code);
  if (UNSEEN.test(character)) return '';
  const normal = character.normalize('NFKC');
  if (/^\d+\.?$/.test(normal)) return normal.replace('.', '');
  if (/\p{Nd}/u.test(character)) return String(decimalOf(code));
  if (HAN.includes(character)) return String(HAN.indexOf(character));
  return BETWEEN.test(character) ? ' ' : END;
}

/** The value of a decimal digit: each script has its ten in a row. */
function decimalOf(code: number): number {
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}
