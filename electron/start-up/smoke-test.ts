import { writeFileSync } from 'node:fs';

export type SmokeTestReport =
  | { readonly ok: true; readonly version: string }
  | { readonly ok: false; readonly code?: string; readonly message: string };

/** Tells whoever started the app with `--smoke-test FILE` how that went. */
export function reportSmokeTest(file: string, report: SmokeTestReport): void {
  writeFileSync(file, `${JSON.stringify(report)}\n`);
}
