/**
 * `node --import ./typescript.mjs child.ts` runs the sources as they are, so that a child process never runs an old build.
 * Names are mapped as in `jest.config.js`.
 */
import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
/** @type {import('@swc/core').Options} */
const options = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('#')
      ? new URL(`libs/${specifier.slice(1)}`, root).href
      : specifier.startsWith('.') && context.parentURL?.endsWith('.ts')
        ? new URL(specifier, context.parentURL).href
        : undefined;
    return ours === undefined
      ? next(specifier, context)
      : { url: ours.replace(/\.js$/, '.ts'), format: 'module', shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
