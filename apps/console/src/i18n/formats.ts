import { currentLanguage } from './i18n';

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function kept<Format extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => Format,
): Format {
  const known = made.get(key) as Format | undefined;
  if (known !== undefined) return known;
  const format = make();
  made.set(key, format);
  return format;
}

/** The person's own way of writing the chosen language: en-GB where the browser says so. */
function locale(): string {
  const language = currentLanguage();
  return navigator.languages.find((one) => one.startsWith(language)) ?? language;
}

/** The time zone of this computer, IANA. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const where = locale();
  return kept(`n ${where} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(where, options)).format(
    value,
  );
}

/** `+12 %`, `−3 %`; null where there was nothing to compare with. */
export function formatChange(now: number, before: number): string | null {
  if (before === 0) return null;
  return formatNumber((now - before) / before, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: Math.abs(now - before) < before ? 1 : 0,
  });
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** `1.2 MB`. */
export function formatSize(bytes: number): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = SIZES[step] as string;
  return formatNumber(bytes / 1000 ** step, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
}

/** An exact decimal string in its currency, never through a float: Intl takes the string as it is. */
export function formatMoney(amount: string, currency: string): string {
  const where = locale();
  const format = kept(
    `m ${where} ${currency}`,
    () => new Intl.NumberFormat(where, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
  );
  return format.format(amount as Intl.StringNumericLiteral);
}

/** How many digits the sums of a currency have behind the point. */
export const digitsOfCurrency = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

export type MomentStyle = 'date' | 'time' | 'moment' | 'exact' | 'day' | 'month';

const STYLES: Record<MomentStyle, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  day: { month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  moment: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  exact: { dateStyle: 'full', timeStyle: 'long' },
};

export function formatMoment(moment: string | Date, style: MomentStyle, timeZone = ownTimeZone()): string {
  const where = locale();
  const format = kept(
    `d ${where} ${style} ${timeZone}`,
    () => new Intl.DateTimeFormat(where, { ...STYLES[style], timeZone }),
  );
  return format.format(typeof moment === 'string' ? new Date(moment) : moment);
}

/** The day of a moment in a time zone, as `2026-12-24`. */
export function dayIn(moment: string, timeZone: string): string {
  const format = kept(
    `y ${timeZone}`,
    () => new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }),
  );
  return format.format(new Date(moment));
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 minutes ago`. */
export function formatAge(moment: string, now: Date): string {
  const seconds = (new Date(moment).getTime() - now.getTime()) / 1000;
  const [unit, length] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
  const where = locale();
  const format = kept(`r ${where}`, () => new Intl.RelativeTimeFormat(where, { numeric: 'auto' }));
  return format.format(Math.round(seconds / length), unit);
}

/** `Mon` … `Sun`. */
export function weekdayNames(): string[] {
  const format = kept(
    `w ${locale()}`,
    () => new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }),
  );
  // 2024 began on a Monday.
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(2024, 0, 1 + day))));
}

/** What a country is called, from its code: `GR` is Greece. A code that the browser does not know stays as it is. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
