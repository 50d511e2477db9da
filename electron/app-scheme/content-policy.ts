const everywhere = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
];

/**
 * Everything a page may load comes from the app itself; nothing inline, nothing from outside. One page may
 * stand in a frame, and one may hold it: the preview of participants' screens in the moderator's window.
 * @param path of the address that is asked for
 */
export function contentPolicy(path: string): string {
  const holds = path.startsWith('/moderator/') ? ["frame-src 'self'"] : [];
  const isHeld = path.startsWith('/preview/') ? "frame-ancestors 'self'" : "frame-ancestors 'none'";
  return [...everywhere, ...holds, isHeld].join('; ');
}
