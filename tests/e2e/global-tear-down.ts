/** Stops the system that the stories shared. */
export default async function tearDown(): Promise<void> {
  await globalThis.daybookSystem?.discard();
}
