import type { ReactNode } from 'react';
import classes from './lists.module.css';

/** Something that scrolls, as it came. */
export function Verbatim({ label, children }: { label: string; children: ReactNode }) {
  return (
    // It scrolls, so keys must reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.verbatim} tabIndex={0} role="group" aria-label={label}>
      {children}
    </pre>
  );
}
