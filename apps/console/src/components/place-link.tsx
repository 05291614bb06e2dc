import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';

/** Whether a route is built that answers an address such as `/orders/7`. */
function leads(routes: object, to: string): boolean {
  const patterns = Object.keys(routes);
  const [path = ''] = to.split('?');
  return patterns.some((pattern) => new RegExp(`^${pattern.replace(/\$\w+/g, '[^/]+')}$`).test(path));
}

interface PlaceLinkProps {
  to: string;
  children: ReactNode;
  /** Stands in its place where the page is not built. */
  unbuilt?: ReactNode;
}

/** A link to a page of ours; only its words where that page is not built. */
export function PlaceLink({ to, children, unbuilt = children }: PlaceLinkProps) {
  const router = useRouter();
  if (!leads(router.routesByPath, to)) return unbuilt;
  return (
    <Anchor
      href={to}
      fz="inherit"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(to);
      }}
    >
      {children}
    </Anchor>
  );
}
