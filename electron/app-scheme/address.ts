import { isAbsolute, join, relative } from 'node:path';

export const appScheme = 'app';
const appHost = 'visavis';
export const appOrigin = `${appScheme}://${appHost}`;

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

export interface PageFile {
  readonly file: string;
  readonly contentType: string;
}

/**
 * The built file behind an address, or null when there is none to give: another host, a way out
 * of the folder, a kind of file that no page needs.
 */
export function fileOf(address: string, folder: string): PageFile | null {
  let url: URL;
  let path: string;
  try {
    url = new URL(address);
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (url.protocol !== `${appScheme}:` || url.host !== appHost) return null;
  if (/[\0\\:]/.test(path)) return null;
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 0 || parts.some((part) => part.startsWith('.'))) return null;
  const contentType = contentTypes[/\.([a-z0-9]+)$/.exec(parts.at(-1) ?? '')?.[1] ?? ''];
  if (contentType === undefined) return null;
  const file = join(folder, ...parts);
  const inside = relative(folder, file);
  if (inside.startsWith('..') || isAbsolute(inside)) return null;
  return { file, contentType };
}
