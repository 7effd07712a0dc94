import { type Caller, operatorOf } from '#platform/caller.js';
import { Credentials, type Key, type KeyRequest, type WithSecret } from '#platform/credentials.js';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Asking, authorOf, RequestId } from '../http/asking.js';
import { keyRequest } from './key-schema.js';

/** API keys of product services. */
@Controller('v1/keys')
export class KeysController {
  constructor(private readonly credentials: Credentials) {}

  @Post()
  create(
    @Asking() caller: Caller,
    @RequestId() id: string,
    @Body({ schema: keyRequest }) request: KeyRequest,
  ): Promise<WithSecret<Key>> {
    return this.credentials.createKey(request, authorOf(operatorOf(caller), id));
  }

  @Get()
  list(@Asking() caller: Caller): { items: readonly Key[] } {
    operatorOf(caller);
    return { items: this.credentials.keys };
  }

  @Delete(':id')
  @HttpCode(204)
  delete(@Asking() caller: Caller, @RequestId() request: string, @Param('id') id: string): Promise<void> {
    return this.credentials.deleteKey(id, authorOf(operatorOf(caller), request));
  }
}
