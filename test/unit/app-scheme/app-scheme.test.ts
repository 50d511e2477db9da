import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { respond } from '../../../electron/app-scheme/respond.ts';

let folder: string;
let pages: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-pages-'));
  pages = join(folder, 'pages');
  mkdirSync(join(pages, 'participant'), { recursive: true });
  writeFileSync(join(pages, 'participant', 'index.html'), '<!doctype html>');
  writeFileSync(join(pages, 'participant', '.hidden.html'), 'hidden');
  writeFileSync(join(pages, 'keys.txt'), 'secret');
  writeFileSync(join(folder, 'outside.html'), 'outside');
});
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (address: string, method = 'GET'): Promise<Response> => respond(new Request(address, { method }), pages);

it('serves a built page with the strict content policy', async () => {
  const answer = await ask('app://visavis/participant/index.html');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('<!doctype html>');
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
});

it.each([
  'app://visavis/../outside.html',
  'app://visavis/%2e%2e/outside.html',
  'app://visavis/..%2foutside.html',
  'app://visavis/participant/%2e%2e%2f%2e%2e%2foutside.html',
  'app://visavis/..%5coutside.html',
  'app://visavis/%00/index.html',
  'app://visavis/participant/.hidden.html',
  'app://visavis/participant/',
  'app://visavis/',
  'app://visavis/keys.txt',
  'app://visavis/no-such-page.html',
  'app://visavis/%E0%A4%A/index.html',
  'app://elsewhere/participant/index.html',
  'https://visavis/participant/index.html',
])('does not serve %s', async (address) => {
  const answer = await ask(address);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('lets the moderator’s page hold a frame, the preview stand in one, and nothing else', async () => {
  const policyOf = async (address: string) => (await ask(address)).headers.get('content-security-policy') ?? '';
  expect(await policyOf('app://visavis/moderator/index.html')).toMatch(/frame-src 'self'.*frame-ancestors 'none'/);
  expect(await policyOf('app://visavis/preview/index.html')).toMatch(/frame-ancestors 'self'/);
  expect(await policyOf('app://visavis/preview/index.html')).not.toMatch(/frame-src/);
  expect(await policyOf('app://visavis/participant/index.html')).not.toMatch(/frame-src|frame-ancestors 'self'/);
});

it('only reads', async () => {
  expect((await ask('app://visavis/participant/index.html', 'POST')).status).toBe(405);
});
