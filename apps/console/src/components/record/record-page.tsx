import type { ReactNode } from 'react';
import classes from './record.module.css';

interface RecordPageProps {
  /** What it is and what state it is in: stays in sight whatever is scrolled. */
  strip: ReactNode;
  facts: ReactNode;
  children: ReactNode;
  history?: ReactNode;
}

/** One record: facts at the left, its tables in the middle, its history at the right. */
export function RecordPage({ strip, facts, children, history }: RecordPageProps) {
  return (
    <div className={classes.record}>
      <header className={classes.strip}>{strip}</header>
      <div className={classes.columns}>
        <div className={classes.facts}>{facts}</div>
        <div className={classes.middle}>{children}</div>
        {history !== undefined && <div className={classes.history}>{history}</div>}
      </div>
    </div>
  );
}

/** The buttons at the end of a record's strip. */
export function StripActions({ children }: { children: ReactNode }) {
  return <div className={classes.acts}>{children}</div>;
}

/** A figure of the strip, with what it is. */
export function StripFigure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className={classes.figure}>
      {name} <b>{children}</b>
    </span>
  );
}
