/** A page that was looked at: shown in the palette before one types. */
export interface RecentPlace {
  href: string;
  title: string;
  /** What kind of thing it is, e.g. Customer. */
  kind: string;
}

const STORED = 'daybook.recent-places';
const KEPT = 8;

function isPlace(value: unknown): value is RecentPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { href, title, kind } = value as Partial<Record<string, unknown>>;
  return [href, title, kind].every((one) => typeof one === 'string');
}

/** The tab's last places, newest first. They go with the tab: names of customers do not stay on a shared computer. */
export function recentPlaces(): RecentPlace[] {
  const stored: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? '[]');
  return Array.isArray(stored) ? stored.filter(isPlace) : [];
}

/** Notes a place that somebody went to. */
export function notePlace(place: RecentPlace): void {
  const path = (href: string) => href.split('?')[0];
  const others = recentPlaces().filter(({ href }) => path(href) !== path(place.href));
  sessionStorage.setItem(STORED, JSON.stringify([place, ...others].slice(0, KEPT)));
}

export function forgetPlaces(): void {
  sessionStorage.removeItem(STORED);
}
