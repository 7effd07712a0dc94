import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readConfig } from '../../apps/access/config.js';

type Composed = {
  readonly build?: string;
  readonly image?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
};

// No Docker runs here: what can be said of the file without it.
describe('docker-compose.yml', () => {
  const { services, volumes } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
    services: Readonly<Record<string, Composed>>;
    volumes: Readonly<Record<string, unknown>>;
  };
  const all = Object.entries(services);
  const ours = all.filter(([, { build }]) => build !== undefined);

  it.each(ours)('starts %s with a configuration that it takes', (_, { environment }) => {
    // Whoever starts it fills in secrets, or leaves them out.
    const filled = Object.entries(environment!).map(([name, value]) => [
      name,
      value
        .replace(/^\$\{GRANTLINE_MASTER_KEY:-\}$/, 'A'.repeat(43))
        .replace(/^\$\{\w+:-\}$/, 'k'.repeat(32)),
    ]);

    expect(() => readConfig(Object.fromEntries(filled))).not.toThrow();
  });

  it.each(ours)('lets %s write nowhere but in its volumes', (_, { read_only, cap_drop }) => {
    expect({ read_only, cap_drop }).toEqual({ read_only: true, cap_drop: ['ALL'] });
  });

  it.each(all)('knows of %s whether it is well, and pins what is not ours', (_, service) => {
    if (service.build !== undefined)
      return expect(readFileSync('Dockerfile', 'utf8')).toContain('HEALTHCHECK');
    expect(service.image).toMatch(/:v?\d/);
    expect(service.healthcheck).toBeDefined();
  });

  it('names only volumes and services that are there', () => {
    for (const [, service] of all) {
      for (const volume of service.volumes ?? []) expect(volumes).toHaveProperty(volume.split(':')[0]!);
      for (const name of Object.keys(service.depends_on ?? {})) expect(services).toHaveProperty([name]);
    }
  });

  it('runs the service as nobody in particular', () => {
    expect(readFileSync('Dockerfile', 'utf8')).toMatch(/^USER node$/m);
  });
});
