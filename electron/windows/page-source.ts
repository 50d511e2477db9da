import { appOrigin } from '../app-scheme/address.ts';

export type PageName = 'participant' | 'moderator';

/** Where the pages come from: the built folder behind app://, or a development server. */
export interface PageSource {
  readonly folder: string;
  /** Only in development, never in a shipped build. */
  readonly developmentServer: string | null;
}

export function originOf(source: PageSource): string {
  return source.developmentServer?.replace(/\/$/, '') ?? appOrigin;
}

/** All that a window may show lies below this address. */
export function pageRoot(source: PageSource, page: PageName): string {
  return `${originOf(source)}/${page}/`;
}

/** The only page that may stand in a frame, in the moderator's window alone. */
export function previewAddress(source: PageSource): string {
  return `${originOf(source)}/preview/index.html`;
}

export function pageAddress(source: PageSource, page: PageName): string {
  return `${pageRoot(source, page)}index.html`;
}
