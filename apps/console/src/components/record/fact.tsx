import type { ReactNode } from 'react';
import classes from './record.module.css';

/** Facts that belong together, under a heading. */
export function FactGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className={classes.group}>{title}</h2>
      {children}
    </section>
  );
}

interface FactProps {
  label: string;
  children: ReactNode;
  /** What can be done with it, at its right. */
  action?: ReactNode;
}

/** One fact: what it is, and its value. */
export function Fact({ label, children, action }: FactProps) {
  return (
    <div className={classes.fact}>
      <div>
        <span className={classes.label}>{label}</span>
        <span className={classes.value}>{children}</span>
      </div>
      {action}
    </div>
  );
}

/** A part of a record's middle, in its own frame. */
export function RecordPanel({
  title,
  more,
  children,
}: {
  title: string;
  more?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.panel} aria-label={title}>
      <h2 className={classes.panelHead}>
        {title}
        {more}
      </h2>
      {children}
    </section>
  );
}
