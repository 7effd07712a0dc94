import { type Caller, operatorOf } from '#platform/caller.js';
import { Credentials, type Operator, type WithSecret } from '#platform/credentials.js';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Asking, authorOf, RequestId } from '../http/asking.js';
import { operatorRequest } from './key-schema.js';

/** The platform's staff: each has a key and a name of their own. */
@Controller('v1/operators')
export class OperatorsController {
  constructor(private readonly credentials: Credentials) {}

  @Post()
  add(
    @Asking() caller: Caller,
    @RequestId() id: string,
    @Body({ schema: operatorRequest }) { name }: { name: string },
  ): Promise<WithSecret<Operator>> {
    return this.credentials.addOperator(name, authorOf(operatorOf(caller), id));
  }

  @Get()
  list(@Asking() caller: Caller): { items: readonly Operator[] } {
    operatorOf(caller);
    return { items: this.credentials.operators };
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Asking() caller: Caller, @RequestId() request: string, @Param('id') id: string): Promise<void> {
    return this.credentials.removeOperator(id, authorOf(operatorOf(caller), request));
  }
}
