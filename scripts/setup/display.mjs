/** A screen that windows can open on; macOS and Windows always have one here. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * Electron refuses its sandbox to root and cannot have it in most containers. Shipped builds never
 * get this switch.
 * @returns {string[]}
 */
export function sandboxSwitches() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return isRoot || (process.platform === 'linux' && process.env['CI']) ? ['--no-sandbox'] : [];
}
