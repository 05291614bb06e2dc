/** The word by which the page's styles are known to its content security policy. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** For what makes styles by itself, as the lock that keeps a page from scrolling under a dialog (get-nonce). */
export function giveStylesTheirNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
