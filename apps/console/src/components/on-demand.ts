import {
  createElement,
  useEffect,
  useEffectEvent,
  useState,
  type ComponentType,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { notifyFailure } from './notify-failure';

/** What nobody has come near yet. */
const ahead = new Set<() => Promise<unknown>>();

/** From now on the page's dialogs are fetched as soon as somebody comes near a button or a key, before one is asked for. */
export function fetchAhead(): () => void {
  const near = (event: Event) => {
    const at = event.target instanceof Element ? event.target : null;
    if (ahead.size === 0 || (event.type !== 'keydown' && at?.closest('button') == null)) return;
    for (const fetch of ahead) void fetch().catch(() => undefined);
    ahead.clear();
  };
  const events = ['pointerover', 'focusin', 'keydown'];
  for (const event of events) document.addEventListener(event, near);
  return () => events.forEach((event) => document.removeEventListener(event, near));
}

/** Once it is gone, the focus is again where it was before. */
function returnFocus(): () => void {
  const before = document.activeElement;
  return () => {
    setTimeout(() => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    });
  };
}

/**
 * A dialog, or what else is not seen at first, whose code comes only when somebody comes near it.
 * If it cannot be fetched, that is said, and the page stays as it is.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactNode {
  let part: ComponentType<Props> | undefined;
  const fetch = async () => {
    part = await load();
  };
  ahead.add(fetch);
  return function OnDemand(props) {
    const { t } = useTranslation();
    const [fetched, setFetched] = useState(part !== undefined);
    const failed = useEffectEvent(() => {
      notifyFailure(new Error(t('error.network')));
      const { close, onClose } = props as Props & { close?: () => void; onClose?: () => void };
      (close ?? onClose)?.();
    });
    useEffect(() => {
      if (!fetched) fetch().then(() => setFetched(true), failed);
    }, [fetched]);
    useEffect(returnFocus, []);
    return !fetched || part === undefined ? null : createElement(part, props);
  };
}
