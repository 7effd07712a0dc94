import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** Found from the package, since the compiled program lies elsewhere in it than its source. */
export function version(): string {
  const file = findPackageJSON(import.meta.url)!;
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}
