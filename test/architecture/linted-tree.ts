import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const report = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })).min(1),
    }),
  ),
});

/** Sample files, linted with the project's own rules in a temporary folder, all in one run. */
export class LintedTree {
  private readonly files = new Map<string, readonly string[]>();
  private faults: z.infer<typeof report>['diagnostics'] = [];

  /** `path` from the root of the project; `lines` are statements of one line each. */
  add(path: string, lines: readonly string[]): void {
    this.files.set(path, lines);
  }

  lint(): void {
    const root = mkdtempSync(join(tmpdir(), 'grantline-lint-'));
    try {
      copyFileSync('.oxlintrc.json', join(root, '.oxlintrc.json'));
      for (const [path, lines] of this.files) {
        mkdirSync(join(root, dirname(path)), { recursive: true });
        writeFileSync(join(root, path), lines.join('\n'));
      }
      const { stdout } = spawnSync(
        process.execPath,
        [join(process.cwd(), 'node_modules/oxlint/bin/oxlint'), '-f', 'json'],
        {
          cwd: root,
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
        },
      );
      this.faults = report.parse(JSON.parse(stdout)).diagnostics;
    } finally {
      rmSync(root, { recursive: true });
    }
  }

  /** The lines of a file that no rule objects to. */
  sound(path: string): string[] {
    const faulty = new Set(this.of(path).map(({ labels }) => labels[0]!.span.line));
    return this.files.get(path)!.filter((_, index) => !faulty.has(index + 1));
  }

  /** Names of the rules that a file breaks, sorted, each once. */
  broken(path: string): string[] {
    return [...new Set(this.of(path).map(({ code }) => code))].sort();
  }

  private of(path: string): z.infer<typeof report>['diagnostics'] {
    if (!this.files.has(path)) throw new Error(`no sample \`${path}\``);
    return this.faults.filter(({ filename }) => filename === path);
  }
}
