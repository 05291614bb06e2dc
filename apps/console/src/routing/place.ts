import type { LucideIcon } from 'lucide-react';
import type app from '../locales/en/app.json';

/** A page that stands in the navigation. Each feature exports its own; what is not built has none. */
export interface Place {
  to: string;
  /** Its name under `navigation` in the texts of `app`. */
  name: keyof (typeof app)['navigation'];
  /** The heading above it, under `navigation` too. */
  section?: keyof (typeof app)['navigation'];
  icon: LucideIcon;
  /** The key of the access matrix that opens it; without one everybody sees it. */
  permission?: string;
  /** `g r`: the keys that go there. */
  keys?: string;
}
