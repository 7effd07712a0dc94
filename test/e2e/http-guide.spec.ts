import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { trial } from './trial.js';

const guide = readFileSync(new URL('../../docs/http.md', import.meta.url), 'utf8');

/** Paths that the guide names, as the description of the service writes them. */
function named(): Set<string> {
  const base = '/v1/organizations/{organization}';
  const whole = [...guide.matchAll(/`GET (\/v1[^?`]*)/g)].map(([, path]) => path!);
  const rows = [...guide.matchAll(/^\| `(\/[^?`]*|\s)[^`]*` \|/gm)].map(([, path]) => base + path!.trim());
  const checks = [...guide.matchAll(/`POST (\/[a-z/]+)`/g)].map(([, path]) => `${base}/access/v1${path}`);
  return new Set([...whole, ...rows, ...checks]);
}

describe('the guide to questions', () => {
  const service = trial();

  it('names every question that the service takes, and no other', async () => {
    const { body } = await service.stranger.get<{
      paths: Record<string, Record<string, { tags: string[] }>>;
    }>('/openapi.json');
    const questions = Object.entries(body.paths).flatMap(([path, methods]) => {
      const { tags } = methods['get'] ?? methods['post'] ?? { tags: [] };
      const told = tags.some((tag) => ['checks', 'queries', 'organizations', 'models'].includes(tag));
      return told && !path.startsWith('/.well-known') ? [path] : [];
    });
    expect([...named()].sort()).toEqual(questions.sort());
  });
});
