import type { IncomingMessage, ServerResponse } from 'node:http';

/** Says no in the form in which endpoints of this kind say it. */
export function refuse(response: ServerResponse, status: number, code: string, message: string, parameter: string | null = null): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: code, param: parameter, code } }));
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** @throws an Error when more comes than `largest` bytes */
export async function readBytes(request: IncomingMessage, largest: number): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largest) throw new Error('The request is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
