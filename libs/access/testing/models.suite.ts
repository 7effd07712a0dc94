// oxlint-disable-next-line import/no-nodejs-modules -- specs read the models that ship with the service
import { readFileSync } from 'node:fs';
import type { ModelDocument } from '#model/document.js';
import { parse } from 'yaml';
import { mild, strict } from './switches.suite.js';

/** The five models that ship with the service. */
export const models = ['create', 'jaicp', 'ocp', 'omniata', 'portal'].map(model);

/** With the switches that these do not use. */
export const everyModel = [...models, mild, strict];

export function model(name: string): ModelDocument {
  // Their own specs validate them.
  return parse(
    readFileSync(new URL(`../../../models/${name}.yaml`, import.meta.url), 'utf8'),
  ) as ModelDocument;
}
