export function Logo({ size = 22 }: { size?: number }) {
  return <img src="/assets/daybook-1.svg" alt="" width={size} height={size} />;
}
