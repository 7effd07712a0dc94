import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** Found from the package, since the compiled program lies elsewhere in it than its source. */
export function version(): string {
  // The file of our own package.
  const { version } = JSON.parse(readFileSync(findPackageJSON(import.meta.url)!, 'utf8')) as {
    version: string;
  };
  return version;
}
