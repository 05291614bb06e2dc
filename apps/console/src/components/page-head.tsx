import type { ReactNode } from 'react';
import classes from './page-head.module.css';

/** The top of a page: its name, and what one does with all of it. */
export function PageHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className={classes.head}>
      <h1>{title}</h1>
      <div className={classes.actions}>{children}</div>
    </header>
  );
}
