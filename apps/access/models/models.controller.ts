import { compiledModel } from '#access/models.js';
import { type ModelChange, modelChanges } from '#model/change.js';
import { DomainError } from '#model/errors.js';
import { parseModelText } from '#model/read.js';
import { type Caller, operatorOf } from '#platform/caller.js';
import { Models, type PublishedModel } from '#platform/models.js';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Asking, authorOf, RequestId } from '../http/asking.js';
import { type ChangesRequest, changesQuery } from './changes-schema.js';

/** The published access models. */
@Controller('v1/models')
export class ModelsController {
  constructor(private readonly models: Models) {}

  @Post()
  @HttpCode(201)
  @RouteConfig({ text: true })
  async publish(
    @Asking() caller: Caller,
    @RequestId() id: string,
    @Headers('content-type') type: string | undefined,
    @Body() text: Buffer | undefined,
  ): Promise<Summary> {
    const author = authorOf(operatorOf(caller), id);
    if (text === undefined) throw new DomainError('MALFORMED', 'send the document as JSON or YAML');
    const document = parseModelText(text, /json/i.test(type ?? '') ? 'json' : 'yaml');
    return summary(await this.models.publish(document, author));
  }

  @Get()
  list(): { items: Summary[] } {
    return { items: this.models.all.map(summary) };
  }

  @Get(':name/changes')
  changes(
    @Param('name') name: string,
    @Query({ schema: changesQuery }) { from, to }: ChangesRequest,
  ): ModelChanges {
    const [older, newer] = [this.#published(name, from), this.#published(name, to)];
    const changes = modelChanges(compiledModel(older).document, compiledModel(newer).document);
    return { name, from, to, changes };
  }

  @Get(':name/:version')
  get(@Param('name') name: string, @Param('version') version: string): PublishedModel {
    return this.#published(name, /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0);
  }

  #published(name: string, version: number): PublishedModel {
    const model = this.models.get(name, version);
    if (model === undefined) {
      throw new DomainError('MODEL_UNKNOWN', 'there is no such model, see `GET /v1/models`');
    }
    return model;
  }
}

/** What differs between two versions of a model. */
type ModelChanges = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly changes: readonly ModelChange[];
};

type Summary = Omit<PublishedModel, 'document'> & { readonly title?: string };

function summary({ document, ...model }: PublishedModel): Summary {
  const { title } = document;
  return { ...model, ...(typeof title === 'string' && { title }) };
}
