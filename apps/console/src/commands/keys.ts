import { commandRegistry } from './registry';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);
/** How long the second key of `g r` is waited for. */
const SEQUENCE_MS = 1200;

/** How keys are shown: `Ctrl K`, `⌘ K`, `G then R` as an array of caps. */
export function keyCaps(keys: string): string[] {
  const names: Record<string, string> = {
    mod: APPLE ? '⌘' : 'Ctrl',
    alt: APPLE ? '⌥' : 'Alt',
    shift: 'Shift',
    enter: '↵',
  };
  return keys.split(/[+ ]/).map((key) => names[key] ?? key.toUpperCase());
}

/** `Control+K`, as `aria-keyshortcuts` wants it. */
export function ariaKeys(keys: string): string {
  const names: Record<string, string> = { mod: APPLE ? 'Meta' : 'Control', alt: 'Alt', shift: 'Shift' };
  return keys
    .split(' ')
    .map((one) =>
      one
        .split('+')
        .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
        .join('+'),
    )
    .join(' ');
}

function pressed(event: KeyboardEvent): string {
  const mod = APPLE ? event.metaKey : event.ctrlKey;
  // With Alt some layouts write another character: the key's place says which letter is meant.
  const key = event.altKey && event.code.startsWith('Key') ? event.code.slice(3) : event.key;
  const letter = key.length === 1 && /[a-z]/i.test(key);
  return [
    ...(mod ? ['mod'] : []),
    ...(event.altKey ? ['alt'] : []),
    ...(event.shiftKey && (letter || key.length > 1) ? ['shift'] : []),
    key.toLowerCase(),
  ].join('+');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  );
}

/** Runs the commands whose keys are pressed. Answers how to stop. */
export function listenToKeys(): () => void {
  let before: { key: string; at: number } | undefined;
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const key = pressed(event);
    const always = /^(?:mod|alt)\+/.test(key);
    // Over a dialog the page's letters rest.
    const inDialog = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
    if (!always && (isTyping(event.target) || inDialog)) return;
    const sequence =
      before !== undefined && event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${key}` : key;
    before = { key, at: event.timeStamp };
    const commands = commandRegistry.get();
    const command =
      commands.findLast(({ keys }) => keys === sequence) ?? commands.findLast(({ keys }) => keys === key);
    if (command === undefined || command.disabled !== undefined) return;
    event.preventDefault();
    before = undefined;
    command.run();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
