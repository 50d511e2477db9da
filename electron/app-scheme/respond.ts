import { readFile } from 'node:fs/promises';
import { fileOf } from './address.ts';
import { contentPolicy } from './content-policy.ts';

const headers = {
  'Content-Security-Policy': contentPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

/** Answers a page's request with a built file of the folder, and with nothing else. */
export async function respond(request: Request, folder: string): Promise<Response> {
  if (request.method !== 'GET') return refuse(405);
  const page = fileOf(request.url, folder);
  if (page === null) return refuse(404);
  try {
    const body = await readFile(page.file);
    return new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Type': page.contentType } });
  } catch {
    return refuse(404);
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers });
}
