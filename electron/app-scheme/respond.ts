import { readFile } from 'node:fs/promises';
import { fileOf } from './address.ts';
import { contentPolicy } from './content-policy.ts';

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

/** Answers a page's request with a built file of the folder, and with nothing else. */
export async function respond(request: Request, folder: string): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET') return refuse(405, pathname);
  const page = fileOf(request.url, folder);
  if (page === null) return refuse(404, pathname);
  try {
    const body = await readFile(page.file);
    return new Response(new Uint8Array(body), { headers: { ...headersFor(pathname), 'Content-Type': page.contentType } });
  } catch {
    return refuse(404, pathname);
  }
}

function refuse(status: number, path: string): Response {
  return new Response(null, { status, headers: headersFor(path) });
}

function headersFor(path: string): Readonly<Record<string, string>> {
  return { ...headers, 'Content-Security-Policy': contentPolicy(path) };
}
