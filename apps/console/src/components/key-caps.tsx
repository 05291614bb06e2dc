import { Fragment } from 'react';
import { keyCaps } from '../commands/keys';
import classes from './key-caps.module.css';

/** The keys of a command, as caps. */
export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className={classes.caps} aria-hidden>
      {keyCaps(keys).map((cap, index) => (
        <Fragment key={index}>
          <kbd>{cap}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
