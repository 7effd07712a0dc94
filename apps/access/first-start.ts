import { DomainError } from '#model/errors.js';
import { parseModelText } from '#model/read.js';
import type { Author } from '#platform/journal.js';
import { readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { createDemo, type Demo } from './demo.js';
import { firstOperatorKey, type Kept } from './secrets.js';
import type { Service } from './service.js';

/** What a first start has made, for whoever started it to read. */
export type Made = { readonly operatorKey: Kept<string>; readonly demo?: Demo };

const system: Author = { actor: 'system', via: 'system', correlation: 'start' };
const firstOperator = 'root';

/**
 * Publishes the models that ship with the service, and sees to it that there is an operator. On an empty store it also
 * makes the demo. The operator comes last: a first start that broke off is begun again.
 */
export async function prepare(service: Service): Promise<Made | undefined> {
  const { config, credentials } = service;
  await publishShipped(service);
  if (credentials.operators.length > 0) {
    if (config.operatorKey !== undefined)
      await credentials.keepOperator(firstOperator, config.operatorKey, system);
    return undefined;
  }
  const demo = config.demo ? await createDemo(service.ledgers) : undefined;
  const operatorKey = firstOperatorKey(config);
  await credentials.keepOperator(firstOperator, operatorKey.secret, system);
  return { operatorKey, ...(demo !== undefined && { demo }) };
}

async function publishShipped({ models, log }: Service): Promise<void> {
  // Found from the package, since the compiled program lies elsewhere in it than its source.
  const folder = join(dirname(findPackageJSON(import.meta.url)!), 'models');
  for (const file of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    const document = parseModelText(readFileSync(join(folder, file)));
    try {
      await models.publish(document, system);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'VERSION_EXISTS') throw error;
      log.warn(
        { model: `${document.name}@${document.version}` },
        'the published model is not the shipped one',
      );
    }
  }
}
