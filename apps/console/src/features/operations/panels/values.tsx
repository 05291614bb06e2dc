import type { ReactNode } from 'react';
import classes from '../operations.module.css';

/** Something that scrolls, as it came. */
export function Values({ label, children }: { label: string; children: ReactNode }) {
  return (
    // It scrolls, so keys must reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.values} tabIndex={0} role="group" aria-label={label}>
      {children}
    </pre>
  );
}
